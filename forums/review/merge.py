"""Merge one thread into another."""

from django.db import transaction

from forums import policy
from forums.boards.moderation import moderates
from forums.review.deciding import AlreadyDecided, decide
from forums.review.move import why_not_stand_on
from forums.review.reasons import Reason
from forums.threads import counting
from forums.threads.locking import lock_board, lock_thread
from forums.threads.models import State, Thread
from forums.threads.relocate import move_all
from forums.threads.withdraw import withdraw_merged
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def merge(*, viewer: Viewer, thread_id: int, into_id: int, reason: Reason, statement: str = "") -> Decision:
    """Append every post of a thread to another; its address and its places lead there from now on.

    Raises Forbidden (where its audience would widen, too), AlreadyDecided, ReasonOwed, Thread.DoesNotExist.
    """
    with transaction.atomic():
        # In one order, so that two who merge the same threads into each other never wait for each other.
        locked = {pk: lock_thread(pk) for pk in sorted({thread_id, into_id})}
        thread, into = locked[thread_id], locked[into_id]
        for one in (thread, into):
            policy.enforce(policy.why_not_moderate(moderates(viewer, one.board)))
        policy.enforce(why_not_stand_on(thread, into.board))
        if thread_id == into_id or {thread.state, into.state} != {State.PUBLISHED}:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="merge", target=thread, thread=thread, reason=reason, statement=statement
        )
        join(thread, into, decision)
        return decision


def join(thread: Thread, into: Thread, decision: Decision) -> None:
    """Append what stands in one published thread to another. Called in a transaction with both locked."""
    for board_id in sorted({thread.board_id, into.board_id}):
        lock_board(board_id)
    posts = thread.posts
    move_all(thread, into)
    withdraw_merged(thread, into, decision)
    Thread.objects.filter(merged_into=thread).update(merged_into=into)
    counting.count_thread(thread, -1, posts=posts)
    counting.count_posts(into, posts, newest=False)
