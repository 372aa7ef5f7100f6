"""Move the counters with a change of state. Called with the thread locked; locks the board last."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from forums.boards.models import Board
from forums.threads.locking import lock_board
from forums.threads.models import Post, State, Thread


def save_thread(thread: Thread, *fields: str) -> None:
    """Save what changed, and a new version for the caches."""
    thread.version += 1
    thread.save(update_fields=["version", *fields])


def last_post_at(thread: Thread) -> None:
    """Set the time of the newest published post from the posts; the thread is not saved."""
    newest = Post.objects.filter(thread=thread, state=State.PUBLISHED).order_by("-published_at").first()
    thread.last_post_at = newest.published_at if newest else thread.created_at


def count_posts(thread: Thread, number: int, *, newest: bool) -> None:
    """Count `number` posts (negative: fewer) on the board of a published thread.

    `newest`: the thread's last post is now the board's; else the board's last activity is read anew.
    """
    if newest:
        Board.objects.filter(pk=thread.board_id).update(
            posts=F("posts") + number,
            last_post_at=Greatest(Coalesce("last_post_at", thread.last_post_at), thread.last_post_at),
        )
        return
    board = lock_board(thread.board_id)
    board.posts += number
    board.last_post_at = _activity(board)
    board.save(update_fields=["posts", "last_post_at"])


def count_thread(thread: Thread, number: int, *, posts: int) -> None:
    """Count a thread (1) or count it no more (-1), with its `posts`, on its board and its article section."""
    board = lock_board(thread.board_id)
    board.threads += number
    board.posts += number * posts
    if thread.section_key:
        count = board.sections.get(thread.section_key, 0) + number
        board.sections = {**board.sections, thread.section_key: count}
        if not count:
            del board.sections[thread.section_key]
    board.last_post_at = _activity(board)
    board.save(update_fields=["threads", "posts", "sections", "last_post_at"])


def _activity(board: Board) -> datetime | None:
    newest = Thread.objects.filter(board=board, state=State.PUBLISHED).order_by("-last_post_at", "-pk")
    return newest.values_list("last_post_at", flat=True).first()
