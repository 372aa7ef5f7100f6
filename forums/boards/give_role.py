"""Give a member a role on the whole site, or take it: editor, administrator."""

from datetime import datetime

from django.db import transaction

from forums.boards.signals import tell
from medigest.audit.record import record
from medigest.members.accounts.appoint import appoint
from medigest.members.models import Member


def give_role(
    *,
    member_id: int,
    role: Member.Role,
    until: datetime | None = None,
    actor_id: int | None = None,
    statement: str = "",
) -> None:
    """Set the member's role, recorded; `actor_id` None is the command line, which tells nobody.

    Raises LastAdministrator where the site would be left without one, Member.DoesNotExist.
    """
    with transaction.atomic():
        appoint(member_id=member_id, role=role, until=until)
        decision = record(
            actor_id=actor_id,
            action="role",
            target_kind="member",
            target_id=member_id,
            reason=role,
            statement=statement,
            member_id=member_id,
        )
        if actor_id is not None:
            tell(decision)
