"""Say a condition in our own format."""

from dataclasses import replace

from conditions.articles.models import Article, Origin
from conditions.articles.publish import fact_of
from conditions.articles.read import article_of
from conditions.catalogue.models import Condition
from conditions.importers.contract import Document, normal_body
from conditions.importers.facts import facts_of
from conditions.importers.markdown import SYSTEM, with_digest


def document_of(condition: Condition) -> Document:
    """The document that an import of it elsewhere would make the same condition of; drafts stay out."""
    facts, article = facts_of(condition), article_of(condition)
    parents = Condition.objects.in_bulk(facts.parents)
    document = Document(
        system=SYSTEM,
        key=condition.slug,
        digest="",
        slug=condition.slug,
        name=facts.name,
        definition=facts.definition,
        names=facts.names,
        codes=facts.codes,
        parents=tuple(parents[parent].slug for parent in facts.parents),
        origin=Origin.EDITOR,
    )
    return with_digest(_with_article(document, article))


def _with_article(document: Document, article: Article | None) -> Document:
    if article is None or article.current is None:
        return document
    revision = article.current
    # In the order in which the sources were given, not in that of their first use.
    citations = revision.citations.select_related("source").order_by("source_id")
    return replace(
        document,
        origin=Origin(revision.origin),
        sources=tuple(fact_of(citation.source) for citation in citations),
        note=revision.note,
        authorship=revision.authorship,
        body=normal_body(revision.body),
        publisher_notice=article.publisher_notice,
    )
