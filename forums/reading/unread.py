"""What is unread: a published post of somebody else, beyond the mark in its thread and the moment of its board.

What was published before the member joined counts as read. Held, hidden and removed posts count for nothing; a post
that is shown again is unread for those whose mark had not come so far.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from forums.reading.models import BoardMark, ReadMark
from forums.threads.models import Post, PostQuerySet, State, Thread, ThreadQuerySet
from forums.threads.rows import PostRow
from medigest.kit import clock
from medigest.members.viewer import Viewer


@dataclass(frozen=True)
class Reading:
    """How far a member has come in a thread."""

    position: int
    until: datetime

    def is_news(self, post: PostRow) -> bool:
        """Whether the post of a page is unread."""
        if post.stub or post.is_own or post.position is None or post.published_at is None or post.state != "published":
            return False
        return post.position > self.position and post.published_at > self.until


def _joined(viewer: Viewer) -> datetime:
    return viewer.member.date_joined if viewer.member else clock.now()


def with_marks(threads: ThreadQuerySet, viewer: Viewer) -> ThreadQuerySet:
    """Each thread with `read_to`, the viewer's mark, and `read_until`, the moment of its board."""
    mark = ReadMark.objects.filter(member=viewer.member, thread=OuterRef("pk")).values("position")
    until = BoardMark.objects.filter(member=viewer.member, board=OuterRef("board_id")).values("until")
    return threads.annotate(
        read_to=Coalesce(Subquery(mark), 0), read_until=Coalesce(Subquery(until), Value(_joined(viewer)))
    )


def _news(viewer: Viewer) -> PostQuerySet:
    """The unread posts of a thread from `with_marks`, as a subquery."""
    published = Post.objects.filter(thread=OuterRef("pk"), state=State.PUBLISHED)
    news = published.filter(position__gt=OuterRef("read_to"), published_at__gt=OuterRef("read_until"))
    return news.exclude(author_id=viewer.member_id)


def with_unread(threads: ThreadQuerySet, viewer: Viewer) -> ThreadQuerySet:
    """Each thread with `last_unread`, the place of its newest unread post, None where there is none.

    The newest is asked for because it is found at the first look: places and times grow together.
    """
    if viewer.member is None:
        return threads
    newest = _news(viewer).order_by("-position").values("position")[:1]
    return with_marks(threads, viewer).annotate(last_unread=Subquery(newest))


def only_unread(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Those of `with_unread` that have something unread."""
    return threads.filter(Q(last_unread__isnull=False), last_post_at__gt=F("read_until"))


def first_unread(viewer: Viewer, thread: Thread) -> int | None:
    """The place of the first unread post of a thread; None where everything is read."""
    if viewer.member is None:
        return None
    first = _news(viewer).order_by("position").values("position")[:1]
    found = with_marks(Thread.objects.filter(pk=thread.pk), viewer).annotate(first=Subquery(first))
    position: int | None = found.values_list("first", flat=True).get()
    return position
