"""Take a document's article, where no other one stands: an import replaces nothing but its own last revision."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from conditions.articles.authorship import NOBODY
from conditions.articles.models import Article, Draft, Origin, Revision
from conditions.articles.publish import NothingChanged, fact_of, publish
from conditions.catalogue.models import Condition
from conditions.importers.contract import Document
from conditions.importers.models import Imported


@dataclass(frozen=True)
class Taken:
    """What became of the article. `revision_id`: the one that imports of this record made last.

    `kept` says why another article stays; `ask_again`: the reason may be gone at the next import.
    """

    revision_id: int | None = None
    published: bool = False
    kept: str = ""
    ask_again: bool = False


def take_article(condition: Condition, document: Document, record: Imported | None) -> Taken:
    """Publish the document's article, or say why the one that stands is kept.

    Raises text.TextError, disclaimers.NoDisclaimer.
    """
    mine = record.revision_id if record else None
    if not document.body:
        return Taken(mine)
    # Locked, so that no editor publishes between the look and the leap.
    article = Article.objects.select_for_update().filter(condition=condition).first()
    if article is not None:
        current = article.current
        if current is not None and _reads_same(current, document) and current.pk != mine:
            return Taken(mine)
        if Draft.objects.filter(article=article).exists():
            return Taken(mine, kept=_("an editor is writing its article"), ask_again=True)
        if current is not None and current.pk != mine:
            return Taken(mine, kept=_why_kept(current))
    return _publish(condition, document, mine)


def _publish(condition: Condition, document: Document, mine: int | None) -> Taken:
    try:
        revision = publish(
            condition_id=condition.pk,
            body=document.body,
            sources=document.sources,
            origin=document.origin,
            note=document.note,
            authorship=document.authorship,
            unmarked=_why_unmarked(document.origin),
            publisher_notice=document.publisher_notice,
        )
    except NothingChanged:
        return Taken(mine)
    return Taken(revision.pk, published=True)


def _reads_same(revision: Revision, document: Document) -> bool:
    sources = {fact_of(citation.source) for citation in revision.citations.select_related("source")}
    # A file that does not say who wrote the text contradicts nobody.
    same_author = document.authorship in (NOBODY, revision.authorship)
    return revision.body == document.body and same_author and sources == set(document.sources)


def _why_unmarked(origin: Origin) -> str:
    """What is told of a text that lacks a mark of trust: it says no more than the file that it came in."""
    if origin == Origin.SAMPLE:
        return _("It is a sample text of the site, and not meant to be relied on.")
    return _("It was taken in as its publisher gave it, and the publisher does not say more.")


def _why_kept(revision: Revision) -> str:
    if revision.author_id is not None or revision.origin == Origin.EDITOR:
        return _("its article was written by an editor")
    return _("its article comes from elsewhere (%(origin)s)") % {"origin": revision.get_origin_display().lower()}
