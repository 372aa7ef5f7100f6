"""What an article's page shows."""

from collections.abc import Iterable
from typing import Any

from conditions.articles.models import Article, Citation, Revision
from conditions.catalogue.models import Condition


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
