"""Record that somebody who knows the field read an article, and when that is due again."""

from datetime import date

from django.db import transaction

from conditions.articles.models import Article, Review, Revision
from medigest.kit import clock


class ChangedMeanwhile(Exception):
    """Another revision is published now than the one that was read."""


def record_review(
    *,
    revision: Revision,
    reviewer: str,
    credentials: str,
    interests: str,
    reviewed_on: date,
    next_due: date,
    editor_id: int | None,
) -> Review:
    """Record the review of the revision that readers see; it is the article's newest from then on.

    Raises ChangedMeanwhile where readers see another revision by now.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=revision.article_id)
        if article.current_id != revision.pk:
            raise ChangedMeanwhile
        article.review = Review.objects.create(
            revision=revision,
            reviewer=reviewer,
            credentials=credentials,
            interests=interests,
            reviewed_on=reviewed_on,
            next_due=next_due,
            recorded_by_id=editor_id,
            recorded_at=clock.now(),
        )
        article.save(update_fields=["review"])
        return article.review
