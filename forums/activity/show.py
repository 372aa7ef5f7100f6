"""Show one's activity to other members."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from forums.activity.models import ActivityShown, BoardLeftOut
from medigest.kit.refusals import Forbidden
from medigest.members.consents.documents import agrees
from medigest.members.models import Consent


def show(*, member_id: int, leave_out: Collection[int]) -> None:
    """Show what a member wrote on their page, but for the boards of `leave_out`.

    Raises Forbidden where the member does not agree to that what they tell about health is shown.
    """
    if not agrees(member_id, Consent.Kind.HEALTH_DATA):
        raise Forbidden(
            _("Where you write says something about health. To show it, please first agree to that under consents.")
        )
    with transaction.atomic():
        ActivityShown.objects.get_or_create(member_id=member_id)
        BoardLeftOut.objects.filter(member_id=member_id).exclude(board_id__in=leave_out).delete()
        BoardLeftOut.objects.bulk_create(
            (BoardLeftOut(member_id=member_id, board_id=board_id) for board_id in leave_out), ignore_conflicts=True
        )
