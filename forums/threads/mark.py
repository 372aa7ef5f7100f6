"""Lock and pin threads: marks with a time, each change a recorded decision that the author is told of."""

from enum import Enum

from django.db import transaction

from forums import policy
from forums.boards.moderation import moderates
from forums.threads import counting
from forums.threads.locking import lock_thread
from forums.threads.models import Thread
from forums.threads.publish import WrongState
from forums.threads.signals import post_decided
from medigest.audit.models import Decision
from medigest.audit.record import record
from medigest.kit import clock
from medigest.members.viewer import Viewer


class Mark(Enum):
    """What can be marked: the action's name, the column it sets, and whether it sets or clears it."""

    LOCK = ("lock", "locked_at", True)
    UNLOCK = ("unlock", "locked_at", False)
    PIN = ("pin", "pinned_at", True)
    UNPIN = ("unpin", "pinned_at", False)


def mark(*, viewer: Viewer, thread_id: int, change: Mark, reason: str, statement: str = "") -> Thread:
    """Lock, unlock, pin or unpin a thread. Raises Forbidden, WrongState, Thread.DoesNotExist."""
    action, column, sets = change.value
    with transaction.atomic():
        thread = lock_thread(thread_id)
        policy.enforce(policy.why_not_moderate(moderates(viewer, thread.board)))
        if bool(getattr(thread, column)) == sets:
            raise WrongState
        decision = record(
            actor_id=viewer.member_id,
            action=action,
            target_kind="thread",
            target_id=thread.pk,
            reason=reason,
            statement=statement.strip(),
            member_id=thread.author_id,
            place_id=thread.board_id,
            basis=Decision.Basis.OWN,
        )
        setattr(thread, column, clock.now() if sets else None)
        counting.save_thread(thread, column)
        post_decided.send(sender=Decision, decision_id=decision.pk)
        return thread
