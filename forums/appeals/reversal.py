"""Take back what a decision did, as far as it still stands. One function for each kind of decision."""

from collections.abc import Callable
from typing import Any

from forums.boards.models import Board
from forums.review.move import MOVABLE, why_not_stand_on
from forums.review.redact import put_quotes_back
from forums.sanctions.confirm import lock as lock_sanction
from forums.sanctions.lift import end
from forums.threads import counting
from forums.threads.edit import apply_revision, unamend_post
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import Post, PostRevision, State
from forums.threads.publish import WrongState, publish_post, publish_thread
from forums.threads.relocate import move_thread
from forums.threads.signals import content_changed
from medigest.audit.models import Decision

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


REVERSALS: dict[tuple[str, str], Reversal] = {
    ("post", "hide"): _show_post,
    ("post", "auto-hide"): _show_post,
    ("post", "uphold"): _show_post,
    ("post", "reject"): _show_post,
    ("post", "amend"): _unamend,
    ("post", "redact"): _unamend,
    ("post", "reject-edit"): _take_edit,
    ("thread", "hide"): _show_thread,
    ("thread", "lock"): _empty("locked_at"),
    ("thread", "close"): _empty("closes_at"),
    ("thread", "label"): _empty("label", nothing=""),
    ("thread", "slow"): _empty("slow_until"),
    ("thread", "move"): _move_back,
    **{("sanction", kind): _lift for kind in ("warning", "silence", "suspension", "ban", "confirm")},
}


def can_be_reversed(decision: Decision) -> bool:
    """Whether the decision took something away, so that an appeal can give it back."""
    return (decision.target_kind, decision.action) in REVERSALS


def reverse(decision: Decision, answer: Decision) -> bool:
    """Take back what `decision` did, by `answer`; whether anything was left to take back. Called in a transaction."""
    return REVERSALS[decision.target_kind, decision.action](decision, answer)
