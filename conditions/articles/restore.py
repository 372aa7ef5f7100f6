"""Make an earlier revision the newest again."""

from django.utils.translation import gettext as _

from conditions.articles.models import Origin, Revision
from conditions.articles.publish import fact_of, publish


def restore(*, revision: Revision, editor_id: int | None, note: str) -> Revision:
    """Publish the words and sources of an earlier revision as the next one; a draft that somebody writes stays.

    Raises as `publish` does: NothingChanged where the article reads so already.
    """
    return publish(
        condition_id=revision.article.condition_id,
        body=revision.body,
        sources=[fact_of(one.source) for one in revision.citations.select_related("source")],
        origin=Origin(revision.origin),
        author_id=editor_id,
        note=note,
        authorship=revision.authorship,
        unmarked=revision.unmarked or _("It was published so before, and is restored as it was."),
        restores=revision,
    )
