"""What the forums' tests say again and again."""

from typing import Any

from forums.boards.models import Board
from forums.review.approve import approve
from forums.review.hide import hide
from forums.review.models import QueueItem
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.threads.models import Post, State, Thread
from forums.threads.recount import discrepancies
from forums.threads.remove import remove
from tests.conftest import Cast, reply, viewer

SAID: dict[str, Any] = {"reason": Reason.SPAM, "statement": "It advertises a clinic."}


def fresh(row: Any) -> Any:
    """The row as it stands in the database."""
    return type(row)._default_manager.get(pk=row.pk)


def in_state(state: str, cast: Cast, thread: Thread) -> Post:
    """A reply in a published thread, brought to a state by the verbs that lead there."""
    waits = state in (State.HELD, State.REJECTED, State.WITHDRAWN)
    author = cast.newcomer if waits else cast.author
    post = reply(author, thread, f"A reply that shall be {state}.")
    if state == State.REJECTED:
        reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    elif state == State.HIDDEN:
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    elif state in (State.WITHDRAWN, State.REMOVED):
        remove(viewer=viewer(author), post_id=post.pk)
    found: Post = fresh(post)
    assert found.state == state
    return found


def published(author_of_it: Any, thread: Thread, cast: Cast, body: str = "Said and approved.") -> Post:
    """A reply of anybody, newcomers too, that readers see."""
    post = reply(author_of_it, thread, body)
    if post.state == State.HELD:
        approve(viewer=viewer(cast.moderator), post_id=post.pk)
    found: Post = fresh(post)
    assert found.state == State.PUBLISHED
    return found


def counts(board: Board) -> dict[str, Any]:
    """A board's counters."""
    found = fresh(board)
    return {name: getattr(found, name) for name in ("threads", "posts", "last_post_at", "sections")}


def assert_counters_are_right() -> None:
    """Every counter equals what it counts."""
    assert list(discrepancies()) == []


def queue() -> dict[int, tuple[bool, bool, int]]:
    """What waits: by post, whether it is held, whether an edit waits, and how many reports are open."""
    return {row.post_id: (row.held, row.edited, row.reports) for row in QueueItem.objects.all()}
