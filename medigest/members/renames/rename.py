"""Change a handle."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from medigest.kit import clock
from medigest.members import handles
from medigest.members.accounts.models import Member
from medigest.members.renames.grace import kept, next_change
from medigest.members.renames.models import FormerHandle


class HandleRefused(ValueError):
    """The handle can't be changed to that, or not now; the message says why and what can be done."""


def rename(*, member_id: int, handle: str) -> None:
    """Give a member another handle; the old one is kept for them for a while. Raises HandleRefused.

    A handle that somebody has and one that is kept for somebody are refused in the same words.
    """
    try:
        for validate in handles.validators:
            validate(handle)
    except ValidationError as error:
        raise HandleRefused(" ".join(error.messages)) from error
    try:
        with transaction.atomic():
            member = Member.objects.select_for_update().get(pk=member_id)
            _change(member, handle)
    except IntegrityError as error:
        # Somebody else took it in the same moment.
        raise HandleRefused(taken()) from error


def taken() -> str:
    """Said of every handle that is not free, whatever the cause."""
    return _("This handle is not free. Please choose another.")


def _change(member: Member, handle: str) -> None:
    if handle == member.handle:
        raise HandleRefused(_("This is your handle already."))
    old = member.handle
    # Another spelling of the same handle leaves nothing behind.
    if handle.lower() != old.lower():
        due = next_change(member.pk)
        if due:
            raise HandleRefused(_too_soon(due))
        if kept(handle).exclude(member=member).exists():
            raise HandleRefused(taken())
        FormerHandle.objects.filter(member=member, handle__iexact=handle).delete()
        FormerHandle.objects.create(member=member, handle=old, changed_at=clock.now())
    member.handle = handle
    member.save(update_fields=["handle"])


def _too_soon(due: datetime) -> str:
    return _("You changed your handle not long ago. You can change it again from %(date)s.") % {
        "date": date_format(due, "j F Y")
    }
