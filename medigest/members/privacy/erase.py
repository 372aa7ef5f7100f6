"""Erase members whose time has come: everything that leads to the person, by what the rooms placed."""

import logging

from django.db import transaction

from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.privacy import registry
from medigest.members.privacy.leave import why_not_leave

log = logging.getLogger("medigest.privacy")


def erase_due() -> int:
    """Erase everybody who asked for it and whose time to think is over; their number.

    Cut short at any step, the next call goes on where this one ended. The last administrator waits for another.
    """
    due = Member.objects.filter(leaving_at__lte=clock.now()).order_by("leaving_at", "pk")
    return sum(erase(member_id=member_id) for member_id in list(due.values_list("pk", flat=True)))


def erase(*, member_id: int) -> bool:
    """Erase one member, if due; whether the account is gone by our hand."""
    wishes = _shut(member_id)
    if wishes is None:
        return False
    for table in registry.tables():
        if table.erase:
            table.erase(member_id, wishes)
    with transaction.atomic():
        gone, _by_model = Member.objects.filter(pk=member_id, is_active=False).delete()
    return bool(gone)


def _shut(member_id: int) -> registry.Wishes | None:
    """Let nobody in any more, and read the wishes; None where the member is not due, or gone already."""
    with transaction.atomic():
        member = Member.objects.select_for_update().filter(pk=member_id, leaving_at__lte=clock.now()).first()
        if member is None:
            return None
        if why_not_leave(member):
            log.warning("the last administrator asked to be erased and waits: appoint another")
            return None
        member.is_active = False
        member.save(update_fields=["is_active"])
        wishes: registry.Wishes = member.leaving_wishes
        return wishes
