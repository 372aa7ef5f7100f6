"""Give a member a site-wide role."""

from datetime import datetime

from django.db import transaction

from medigest.members.accounts.models import Member


class LastAdministrator(Exception):
    """Nobody would be left to look after the site; nothing was changed."""


def appoint(*, member_id: int, role: Member.Role, until: datetime | None = None) -> None:
    """Set the member's role, for good or `until` a moment. The caller records the decision.

    Raises LastAdministrator, Member.DoesNotExist.
    """
    with transaction.atomic():
        # The administrators are locked in one order, so that two who dismiss each other at once can't both succeed.
        administrators = Member.objects.filter(role=Member.Role.ADMINISTRATOR, is_active=True, role_until=None)
        kept = set(administrators.select_for_update().order_by("pk").values_list("pk", flat=True))
        member = Member.objects.select_for_update().get(pk=member_id)
        if kept == {member_id} and (role != Member.Role.ADMINISTRATOR or until is not None):
            raise LastAdministrator
        member.role, member.role_until = role, until
        member.save(update_fields=["role", "role_until"])
