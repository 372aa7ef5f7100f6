"""What an article's page shows."""

from datetime import date
from typing import Any

from conditions.articles.models import Article, Citation, Correction, Review, Revision
from conditions.catalogue.models import Condition
from conditions.editors.read import edited_by
from medigest.kit import clock
from medigest.kit.paging import Page, keyset
from medigest.kit.prepared import Prepared
from medigest.members.viewer import Viewer

PAGE_SIZE = 50
# What lists of articles need nothing of.
_TEXT = ("marked", "current__body", "current__sections", "current__lead_html")


def article_of(condition: Condition) -> Article | None:
    """The condition's article, where it was fetched along or exists; None where nothing was ever written."""
    try:
        return condition.article
    except Article.DoesNotExist:
        return None


_citations = Prepared(lambda revision_id: Citation.objects.filter(revision=revision_id).select_related("source"))


def sources_of(revision: Revision) -> list[dict[str, Any]]:
    """The numbered sources of a revision, in one query."""
    return [
        {
            "number": citation.number,
            "locators": ", ".join(citation.locators),
            **{name: getattr(citation.source, name) for name in ("title", "publisher", "url", "licence", "retrieved")},
        }
        for citation in _citations.rows(revision.pk)
    ]


def changed_last(most: int) -> list[tuple[Condition, Revision]]:
    """The conditions with the newest revisions, and these without text; revisions are numbered as time goes on."""
    rows = Article.objects.filter(condition__retired_at=None, current__isnull=False).order_by("-current_id")
    articles = rows.select_related("condition", "current").defer(*_TEXT)[:most]
    return [(article.condition, article.current) for article in articles if article.current]


def review_of(article: Article | None) -> dict[str, Any] | None:
    """The newest review as pages tell it. `changed`: readers see a revision that came after it; `overdue`: it is time
    for another."""
    review = article.review if article else None
    if article is None or review is None:
        return None
    told = {name: getattr(review, name) for name in ("reviewer", "credentials", "interests", "reviewed_on", "next_due")}
    return told | {
        "changed": review.revision_id != article.current_id,
        "overdue": review.next_due <= clock.now().date(),
    }


def due(viewer: Viewer, cursor: str) -> Page[Review]:
    """The newest reviews of articles that the viewer edits, the longest due first, with their conditions."""
    newest = Review.objects.filter(pk__in=Article.objects.exclude(review=None).values("review"))
    return keyset(
        newest.filter(edited_by(viewer, "revision__article__condition__"))
        .select_related("revision__article__condition")
        .defer("revision__body", "revision__sections", "revision__lead_html"),
        order=[("next_due", date), ("pk", int)],
        cursor=cursor,
        size=PAGE_SIZE,
        key=lambda review: [review.next_due, review.pk],
        rising=True,
    )


def waiting(viewer: Viewer, cursor: str) -> Page[Correction]:
    """The corrections that wait for the viewer, the oldest first."""
    open_ones = Correction.objects.filter(outcome=Correction.Outcome.OPEN)
    return keyset(
        open_ones.filter(edited_by(viewer, "article__condition__")).select_related("article__condition", "proposer"),
        order=[("pk", int)],
        cursor=cursor,
        size=PAGE_SIZE,
        key=lambda correction: [correction.pk],
        rising=True,
    )


def taken(article: Article | None) -> list[Correction]:
    """The newest corrections that editors took, with their proposers."""
    rows = Correction.objects.filter(article=article, outcome=Correction.Outcome.ACCEPTED).select_related("proposer")
    return list(rows.order_by("-decided_at", "-pk")[:PAGE_SIZE])
