"""Slow mode: in a heated thread each writer waits a little between two posts."""

from datetime import timedelta

from forums.threads import counting
from forums.threads.models import Post, Thread
from medigest.kit import clock
from medigest.kit.refusals import TooMany
from medigest.members.viewer import Viewer

HEATED_WITHIN = timedelta(minutes=10)
SLOW_MINUTES, SLOW_FOR = 5, timedelta(hours=1)


def enforce(thread: Thread, viewer: Viewer) -> None:
    """Raise TooMany where the viewer wrote too lately in a slow thread. Called with the thread locked."""
    if not thread.slow:
        return
    mine = Post.objects.filter(thread=thread, author_id=viewer.member_id).order_by("-created_at")
    last = mine.values_list("created_at", flat=True).first()
    left = last + timedelta(minutes=thread.slow_minutes) - clock.now() if last else timedelta(0)
    if left > timedelta(0):
        raise TooMany(int(left.total_seconds()) + 1)


def heat(thread: Thread) -> None:
    """Slow a thread down by its board's rule: so many posts in ten minutes. Called with the thread locked."""
    many = thread.board.slow_after
    if not many or thread.slow or thread.last_position <= many:
        return
    # By its place: no counting, however long the thread is.
    earlier = Post.objects.filter(thread=thread, position=thread.last_position - many)
    if earlier.filter(published_at__gt=clock.now() - HEATED_WITHIN).exists():
        slow_down(thread, SLOW_MINUTES, SLOW_FOR)


def slow_down(thread: Thread, minutes: int, duration: timedelta) -> None:
    """Let each writer wait `minutes` between two posts, for so long; 0 ends it. Called with the thread locked."""
    thread.slow_minutes, thread.slow_until = minutes, clock.now() + duration if minutes else None
    counting.save_thread(thread, "slow_minutes", "slow_until")
