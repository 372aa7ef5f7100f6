"""Sanctions by a short word."""

from typing import Any

from forums.review.reasons import Reason
from forums.sanctions.impose import impose
from forums.sanctions.models import Sanction
from medigest.members.models import Member
from tests.conftest import viewer

SAID: dict[str, Any] = {"reason": Reason.HARASSMENT, "statement": "Please be kind."}


def sanction(by: Member, whom: Member, kind: str, *, days: int | None = 3, board_id: int | None = None) -> Sanction:
    """A sanction with a reason and a statement."""
    return impose(viewer=viewer(by), member_id=whom.pk, kind=Sanction.Kind(kind), days=days, board_id=board_id, **SAID)
