"""Lists of threads: a page of them, each with what the viewer has not read."""

from datetime import datetime

from forums.following.levels import followed, only_followed, with_level
from forums.following.models import Follow
from forums.reading.unread import only_unread, with_unread
from forums.threads.models import Thread, ThreadQuerySet
from forums.threads.rows import ThreadRow, listed, thread_row
from medigest.kit.paging import Page, keyset, page_of
from medigest.members.viewer import Viewer

SIZE = 20


def marked(threads: ThreadQuerySet, viewer: Viewer) -> ThreadQuerySet:
    """The query of `threads` with what their rows need and, for a member, what is unread and what they follow."""
    found = listed(threads)
    return with_level(with_unread(found, viewer), viewer) if viewer.is_member else found


def row(thread: Thread) -> ThreadRow:
    """The row of a thread from `marked`; what is muted is never shown as unread."""
    unread = getattr(thread, "last_unread", None) is not None
    return thread_row(thread, unread=unread and getattr(thread, "level", "") != Follow.Level.MUTED)


def _key(thread: Thread) -> list[datetime | int | None]:
    return [thread.last_post_at, thread.pk]


def newest(threads: ThreadQuerySet, number: int = SIZE + 1) -> ThreadQuerySet:
    """The first of a list, latest activity first; by itself one more than a page holds."""
    return threads.order_by("-last_post_at", "-pk")[:number]


def first_page(found: list[Thread]) -> Page[Thread]:
    """The page of a list's `newest`."""
    return page_of(found, size=SIZE, key=_key)


def page_of_threads(threads: ThreadQuerySet, cursor: str, size: int = SIZE) -> Page[Thread]:
    """A page of a query of `marked`, latest activity first."""
    return keyset(
        threads,
        order=[("last_post_at", datetime), ("pk", int)],
        cursor=cursor,
        size=size,
        key=_key,
    )


def unread_followed(viewer: Viewer) -> ThreadQuerySet:
    """The threads in which something is unread, of those that the viewer follows."""
    threads = followed(Thread.objects.listed_for(viewer), viewer)
    return only_followed(only_unread(marked(threads, viewer)))
