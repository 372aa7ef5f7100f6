"""Take a moderator's grant back."""

from django.db import transaction

from forums.boards.models import Moderator
from forums.boards.signals import tell
from medigest.audit.record import record


def revoke(*, grant_id: int, actor_id: int, statement: str) -> None:
    """End a grant; at the next request it gives no right. Raises Moderator.DoesNotExist."""
    with transaction.atomic():
        grant = Moderator.objects.select_for_update(of=("self",)).get(pk=grant_id)
        decision = record(
            actor_id=actor_id,
            action="revoke",
            target_kind="member",
            target_id=grant.member_id,
            reason="appointment",
            statement=statement,
            member_id=grant.member_id,
            place_id=grant.board_id,
        )
        grant.delete()
        tell(decision)
