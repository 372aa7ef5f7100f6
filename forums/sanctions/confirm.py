"""Four eyes: a second moderator agrees that a sanction shall have no end."""

from django.db import transaction

from forums import policy
from forums.boards.moderation import moderates
from forums.sanctions.impose import AlreadySanctioned, tell
from forums.sanctions.models import Sanction
from medigest.kit import clock
from medigest.members.viewer import Viewer


def confirm(*, viewer: Viewer, sanction_id: int, statement: str = "") -> Sanction:
    """Take the end from a sanction that shall have none and still holds.

    Raises Forbidden, AlreadySanctioned where it was lifted, ended or confirmed meanwhile, Sanction.DoesNotExist.
    """
    with transaction.atomic():
        sanction = lock(sanction_id)
        policy.enforce(
            policy.why_not_confirm(
                viewer,
                member_id=sanction.member_id,
                imposed_by_id=sanction.imposed_by_id,
                allowed=reaches(viewer, sanction),
            )
        )
        if not (sanction.waits_for_a_second and sanction.holds):
            raise AlreadySanctioned
        sanction.until, sanction.confirmed_by_id, sanction.confirmed_at = None, viewer.member_id, clock.now()
        sanction.save(update_fields=["until", "confirmed_by", "confirmed_at"])
        tell(viewer, sanction, "confirm", sanction.reason, statement)
        return sanction


def lock(sanction_id: int) -> Sanction:
    """The sanction with its board, its row locked until the transaction ends. Raises Sanction.DoesNotExist."""
    return Sanction.objects.select_for_update(of=("self",)).select_related("board").get(pk=sanction_id)


def reaches(viewer: Viewer, sanction: Sanction) -> bool:
    """Whether the viewer's powers reach what the sanction is about."""
    return viewer.moderation.everywhere if sanction.board is None else moderates(viewer, sanction.board)
