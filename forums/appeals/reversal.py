"""Take back what a decision did, as far as it still stands. One function for each kind of decision."""

from collections.abc import Callable
from typing import Any

from forums.boards.models import Board
from forums.review import look_behind
from forums.review.merge import join
from forums.review.move import MOVABLE, why_not_stand_on
from forums.review.redact import put_quotes_back
from forums.sanctions.confirm import lock as lock_sanction
from forums.sanctions.lift import end
from forums.threads import counting
from forums.threads.edit import apply_revision, unamend_post
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import Post, PostRevision, State, Thread, Trace
from forums.threads.publish import WrongState, publish_post, publish_thread, publish_unmerged
from forums.threads.put_back import put_back
from forums.threads.relocate import move_thread
from forums.threads.signals import content_changed
from forums.threads.withdraw import withdraw_merged
from medigest.audit.models import Decision
from medigest.kit import clock

Reversal = Callable[[Decision, Decision], bool]


def _show_post(decision: Decision, answer: Decision) -> bool:
    post, thread = lock_post(decision.target_id)
    # What its author sent again waits for a moderator as any post does; what they took back stays back.
    if post.state not in (State.HIDDEN, State.REJECTED) or post.decision_id != decision.pk:
        return False
    try:
        publish_post(post, thread, answer)
    except WrongState:  # the whole thread is out of sight
        return False
    put_quotes_back(post, thread)
    return True


def _show_thread(decision: Decision, answer: Decision) -> bool:
    thread = lock_thread(decision.target_id)
    if thread.state != State.HIDDEN or thread.decision_id != decision.pk:
        return False
    publish_thread(thread, answer)
    return True


def _take_edit(decision: Decision, answer: Decision) -> bool:
    post, thread = lock_post(decision.target_id)
    newest = post.revisions.order_by("-number").first()
    refused = newest is not None and newest.state == PostRevision.State.REJECTED
    if newest is None or not refused or post.state != State.PUBLISHED:
        return False
    apply_revision(post, newest)
    counting.save_thread(thread)
    content_changed.send(sender=Post, post_ids=[post.pk])
    return True


def _unamend(decision: Decision, answer: Decision) -> bool:
    post, thread = lock_post(decision.target_id)
    newest = post.revisions.order_by("-number").first()
    if newest is None or newest.decision_id != decision.pk or post.state not in (State.PUBLISHED, State.HELD):
        return False
    unamend_post(post, thread, post.revisions.get(number=newest.number - 1))
    return True


def _newest(decision: Decision) -> bool:
    """Whether nobody has decided the same again since."""
    same = Decision.objects.filter(target_kind=decision.target_kind, target_id=decision.target_id)
    return not same.filter(action=decision.action, pk__gt=decision.pk).exists()


def _move_back(decision: Decision, answer: Decision) -> bool:
    thread = lock_thread(decision.target_id)
    board = Board.objects.filter(pk=decision.place_id or 0).first()
    if board is None or thread.state not in MOVABLE or not _newest(decision) or why_not_stand_on(thread, board):
        return False
    move_thread(thread, board)
    return True


def _apart(decision: Decision, answer: Decision) -> bool:
    """Take a merged thread out of the other one: its posts go back to their places in it."""
    into_id = Thread.objects.values_list("merged_into", flat=True).get(pk=decision.target_id)
    if into_id is None:
        return False
    thread, into = _both(decision.target_id, into_id)
    opening = Trace.objects.filter(thread=thread, position=1, post__thread=into)
    if thread.decision_id != decision.pk or not opening.exists() or why_not_stand_on(into, thread.board):
        return False
    publish_unmerged(thread, answer)
    put_back(thread, into)
    return True


def _together(decision: Decision, answer: Decision) -> bool:
    """Put posts that were split off back to their places; what was written beside them since is appended."""
    came_from = Trace.objects.filter(post__thread=decision.target_id, post__position=1).order_by("-pk")
    source_id = came_from.values_list("thread", flat=True).first()
    if source_id is None:
        return False
    made, source = _both(decision.target_id, source_id)
    if {made.state, source.state} != {State.PUBLISHED} or why_not_stand_on(made, source.board):
        return False
    put_back(source, made)
    if Post.objects.filter(thread=made).exists():
        join(made, source, answer)
    else:
        withdraw_merged(made, source, answer)
        counting.count_thread(made, -1, posts=0)
    return True


def _both(one_id: int, other_id: int) -> tuple[Thread, Thread]:
    """Both threads, locked in one order."""
    locked = {pk: lock_thread(pk) for pk in sorted({one_id, other_id})}
    return locked[one_id], locked[other_id]


def _empty(field: str, nothing: Any = None) -> Reversal:
    """Take away what was set on a thread, as far as it is set."""

    def take_away(decision: Decision, answer: Decision) -> bool:
        thread = lock_thread(decision.target_id)
        if not getattr(thread, field) or not _newest(decision):
            return False
        setattr(thread, field, nothing)
        counting.save_thread(thread, field)
        return True

    return take_away


def _lift(decision: Decision, answer: Decision) -> bool:
    return end(lock_sanction(decision.target_id))


def _forget(decision: Decision, answer: Decision) -> bool:
    """The moderator is not shown any more who it is; whether they still were."""
    return decision.created_at > clock.now() - look_behind.LASTS


REVERSALS: dict[tuple[str, str], Reversal] = {
    ("post", "hide"): _show_post,
    ("post", "auto-hide"): _show_post,
    ("post", "uphold"): _show_post,
    ("post", "reject"): _show_post,
    ("post", "amend"): _unamend,
    ("post", "redact"): _unamend,
    ("post", "reject-edit"): _take_edit,
    ("post", "look-behind"): _forget,
    ("thread", "hide"): _show_thread,
    ("thread", "lock"): _empty("locked_at"),
    ("thread", "close"): _empty("closes_at"),
    ("thread", "label"): _empty("label", nothing=""),
    ("thread", "slow"): _empty("slow_until"),
    ("thread", "move"): _move_back,
    ("thread", "merge"): _apart,
    ("thread", "split"): _together,
    **{("sanction", kind): _lift for kind in ("warning", "silence", "suspension", "ban", "confirm")},
}


def can_be_reversed(decision: Decision) -> bool:
    """Whether the decision took something away, so that an appeal can give it back."""
    return (decision.target_kind, decision.action) in REVERSALS


def reverse(decision: Decision, answer: Decision) -> bool:
    """Take back what `decision` did, by `answer`; whether anything was left to take back. Called in a transaction."""
    return REVERSALS[decision.target_kind, decision.action](decision, answer)
