"""Appoint a moderator."""

from datetime import datetime

from django.db import transaction

from forums.boards.models import Board, Moderator
from forums.boards.signals import tell
from medigest.audit.record import record


def appoint(
    *,
    member_id: int,
    board_id: int | None,
    beneath: bool = False,
    until: datetime | None = None,
    actor_id: int | None = None,
    statement: str = "",
) -> Moderator:
    """Let a member moderate a board (None: the whole site), with all beneath it where `beneath`.

    Appointing again changes the grant. The decision is recorded; `actor_id` None is the command line, which tells
    nobody.
    """
    with transaction.atomic():
        grant, _created = Moderator.objects.update_or_create(
            member_id=member_id,
            board=Board.objects.get(pk=board_id) if board_id else None,
            defaults={"beneath": beneath, "until": until, "granted_by_id": actor_id},
        )
        decision = record(
            actor_id=actor_id,
            action="appoint",
            target_kind="member",
            target_id=member_id,
            reason="appointment",
            statement=statement,
            member_id=member_id,
            place_id=board_id,
        )
        if actor_id is not None:
            tell(decision)
        return grant
