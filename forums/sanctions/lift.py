"""End a sanction before its time."""

from django.db import transaction

from forums import policy
from forums.sanctions.confirm import lock, reaches
from forums.sanctions.impose import AlreadySanctioned, tell
from forums.sanctions.models import Sanction
from medigest.kit import clock
from medigest.members.viewer import Viewer


def lift(*, viewer: Viewer, sanction_id: int, statement: str = "") -> Sanction:
    """Lift a sanction that is in force. Raises Forbidden, AlreadySanctioned where it holds no more,
    Sanction.DoesNotExist."""
    with transaction.atomic():
        sanction = lock(sanction_id)
        policy.enforce(policy.why_not_lift(viewer, member_id=sanction.member_id, allowed=reaches(viewer, sanction)))
        if not end(sanction):
            raise AlreadySanctioned
        tell(viewer, sanction, "lift", "fine", statement)
        return sanction


def end(sanction: Sanction) -> bool:
    """Let a locked sanction hold no more; whether it did hold until now."""
    if not sanction.holds:
        return False
    sanction.lifted_at = clock.now()
    sanction.save(update_fields=["lifted_at"])
    return True
