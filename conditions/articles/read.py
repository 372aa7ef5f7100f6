"""What an article's page shows."""

from collections.abc import Iterable
from typing import Any

from conditions.articles.models import Article, Citation, Revision
from conditions.catalogue.models import Condition

# What lists of articles need nothing of.
_TEXT = ("current__body", "current__sections", "current__lead_html")


def article_of(condition: Condition) -> Article | None:
    """The condition's article, where it was fetched along or exists; None where nothing was ever written."""
    try:
        return condition.article
    except Article.DoesNotExist:
        return None


def sources_of(revision: Revision) -> list[dict[str, Any]]:
    """The numbered sources of a revision, in one query."""
    citations: Iterable[Citation] = revision.citations.select_related("source")
    return [
        {
            "number": citation.number,
            "locators": ", ".join(citation.locators),
            **{name: getattr(citation.source, name) for name in ("title", "publisher", "url", "licence", "retrieved")},
        }
        for citation in citations
    ]


def changed_last(most: int) -> list[tuple[Condition, Revision]]:
    """The conditions with the newest revisions, and these without text; revisions are numbered as time goes on."""
    rows = Article.objects.filter(condition__retired_at=None, current__isnull=False).order_by("-current_id")
    articles = rows.select_related("condition", "current").defer(*_TEXT)[:most]
    return [(article.condition, article.current) for article in articles if article.current]
