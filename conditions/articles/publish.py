"""Publish a revision: numbered, immutable, with sources, under a disclaimer in force."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from conditions.articles import text
from conditions.articles.authorship import NOBODY, Authorship, Mark, how_to_mend, missing
from conditions.articles.disclaimers import in_force
from conditions.articles.draft import SourceFact
from conditions.articles.glossary import addresses, explained_in, terms_in_use
from conditions.articles.models import Article, Citation, Draft, Origin, Revision, Source
from conditions.signals import article_published, articles_changed


class NothingChanged(Exception):
    """The article already reads so; no revision is made."""


class PublishedMeanwhile(Exception):
    """Somebody published the article since the draft was begun; `revision` is what readers see."""

    def __init__(self, revision: Revision) -> None:
        super().__init__("the article was published by somebody else")
        self.revision = revision


def publish(
    *,
    condition_id: int,
    body: str,
    sources: Sequence[SourceFact],
    origin: Origin,
    author_id: int | None = None,
    note: str = "",
    authorship: Authorship = NOBODY,
    unmarked: str = "",
    publisher_notice: str | None = None,
    restores: Revision | None = None,
    draft: Draft | None = None,
) -> Revision:
    """Publish the next revision of the condition's article.

    `publisher_notice`: what the publisher of an import says beside our disclaimer; None leaves it.
    `restores`: the earlier revision that it repeats; its section keys mean what they meant.
    `draft`: what is published, as it was saved; it goes.
    `unmarked`: why the text may lack a mark of trust (authorship.Mark): of an import, or as it was; kept where one is
    missing.
    Raises text.TextError (problems in words), NothingChanged, PublishedMeanwhile (only with a draft),
    disclaimers.NoDisclaimer.
    """
    disclaimer = in_force()
    with transaction.atomic():
        article, _made = Article.objects.get_or_create(condition_id=condition_id)
        article = Article.objects.select_for_update().get(pk=article.pk)
        if article.current_id and _same(article, body, sources, publisher_notice, authorship):
            raise NothingChanged
        if draft and article.current and article.current_id != draft.base_id:
            raise PublishedMeanwhile(article.current)
        # Read under the lock, as the job that marks articles anew does (see mark).
        terms = terms_in_use()
        rendered = text.render(body, words=addresses(terms))
        lacks = missing(authorship, cites=bool(rendered.cited))
        _check(article, rendered, sources, restores, [] if unmarked else lacks)
        last = article.revisions.order_by("-number").first()
        revision = Revision.objects.create(
            article=article,
            number=last.number + 1 if last else 1,
            body=body,
            lead_html=rendered.lead_html,
            sections=[vars(section) for section in rendered.sections],
            author_id=author_id,
            note=note,
            **asdict(authorship),
            unmarked=unmarked if lacks else "",
            origin=origin,
            disclaimer=disclaimer,
        )
        _cite(article, revision, rendered, sources)
        article.current = revision
        article.explained, article.marked = explained_in(rendered, terms), {}
        if publisher_notice is not None:
            article.publisher_notice = publisher_notice
        article.save(update_fields=["current", "explained", "marked", "publisher_notice"])
        if draft:
            Draft.objects.filter(pk=draft.pk, version=draft.version).delete()
        articles_changed.send(sender=Article, ids=[condition_id])
        transaction.on_commit(
            lambda: article_published.send(sender=Article, condition_id=condition_id, revision_id=revision.pk)
        )
        return revision


def _check(
    article: Article,
    rendered: text.Rendered,
    sources: Sequence[SourceFact],
    restores: Revision | None,
    lacks: Sequence[Mark],
) -> None:
    """Raise text.TextError with all that stands against publishing."""
    problems = []
    keys = [source.key for source in sources]
    if not sources:
        problems.append(_("Name at least one source: a medical fact stands only with a source that somebody opened."))
    problems += [
        _("The key “%(key)s” is given to two sources. Give each its own.") % {"key": key}
        for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    problems += [
        _("The text cites “%(key)s”, which is not among the sources.") % {"key": key}
        for key in rendered.cited
        if key not in keys
    ]
    if not rendered.lead_html and not rendered.sections:
        problems.append(_("The article has no text."))
    problems += map(how_to_mend, lacks)
    problems += [
        _("The section key “%(key)s” was used before and taken out. Keys are never reused: choose another.")
        % {"key": key}
        for key in sorted(_retired_keys(article, restores) & {section.key for section in rendered.sections})
    ]
    if problems:
        raise text.TextError(problems)


def _retired_keys(article: Article, restores: Revision | None) -> set[str]:
    """Keys of earlier revisions that neither the current one has nor the restored one: threads point to them."""
    if article.current is None:
        return set()
    ever = {section["key"] for sections in article.revisions.values_list("sections", flat=True) for section in sections}
    now = [*article.current.sections, *(restores.sections if restores else [])]
    return ever - {section["key"] for section in now}


def _same(article: Article, body: str, sources: Sequence[SourceFact], notice: str | None, by: Authorship) -> bool:
    current = article.current
    if current is None or current.body != body or notice not in (None, article.publisher_notice):
        return False
    if current.authorship != by:
        return False
    stored = {citation.source for citation in current.citations.select_related("source")}
    return {fact_of(source) for source in stored} == set(sources)


def fact_of(source: Source) -> SourceFact:
    """The source as an editor writes it."""
    return SourceFact(source.key, source.title, source.publisher, source.url, source.licence, source.retrieved)


def _cite(article: Article, revision: Revision, rendered: text.Rendered, sources: Sequence[SourceFact]) -> None:
    """Link the revision to its sources: the cited ones by number of first use, then the others."""
    present = {fact_of(source): source for source in article.sources.all()}
    rows = {fact.key: present.get(fact) or Source.objects.create(article=article, **vars(fact)) for fact in sources}
    order = [*rendered.cited, *(key for key in rows if key not in rendered.cited)]
    Citation.objects.bulk_create(
        Citation(revision=revision, source=rows[key], number=number, locators=rendered.cited.get(key, []))
        for number, key in enumerate(order, start=1)
    )
