"""Discreet mode of an account: what reaches its member's screen and mailbox names nothing."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from medigest.mailing.models import Mail
from medigest.members.accounts.models import Member


def set_discreet(*, member_id: int, on: bool) -> None:
    """Switch discreet mode on or off for a member, on every device."""
    Member.objects.filter(pk=member_id).update(discreet=on)


def subject_for(member: Member, subject: str) -> str:
    """The subject of a mail to this member: the given one, or in discreet mode one that says nothing."""
    return _("You have a message") if member.discreet else subject


def subject_of(mail: Mail, subject: str) -> str:
    """The same for any mail, at the moment of sending; one that names no member is its address's owner's."""
    member = mail.member
    if member is None:
        owner = EmailAddress.objects.filter(email__iexact=mail.address).select_related("user").first()
        member = owner.user if owner else None
    return subject_for(member, subject) if member else subject
