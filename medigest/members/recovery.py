"""Take an account back after somebody else changed its e-mail address."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import signing
from django.db import transaction

from medigest.kit import clock
from medigest.members.accounts.models import Member

OPEN_FOR = timedelta(days=7)
_SALT = "medigest.members.recovery"


class LinkUsedUp(Exception):
    """The link is too old, was used, is not of ours, or the address was changed again since."""


@dataclass(frozen=True)
class Change:
    """A change of address that can be taken back."""

    member: Member
    old: str
    at: datetime


def link_token(*, member_id: int, old: str, new: str) -> str:
    """What stands in the link that the old address gets."""
    claims = {"member": member_id, "old": old, "new": new, "at": clock.now().timestamp()}
    return signing.dumps(claims, salt=_SALT, compress=True)


def change_of(token: str) -> Change:
    """The change that the link is about. Raises LinkUsedUp."""
    try:
        claims: dict[str, Any] = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise LinkUsedUp from error
    at = datetime.fromtimestamp(claims["at"], UTC)
    # Only while the address is still the one it was changed to: so a link works once.
    member = Member.objects.filter(pk=claims["member"], email__iexact=claims["new"], is_active=True).first()
    if member is None or at + OPEN_FOR < clock.now():
        raise LinkUsedUp
    return Change(member, claims["old"], at)


def take_back(*, token: str) -> str:
    """Give the account its old address again, and shut out who is in it; the address.

    Everybody is logged out, the password no longer works (a new one is chosen by a code to the old address),
    and second factors that were set up since the change are gone. Raises LinkUsedUp.
    """
    with transaction.atomic():
        change = change_of(token)
        member = Member.objects.select_for_update().get(pk=change.member.pk)
        EmailAddress.objects.filter(user=member).delete()
        if EmailAddress.objects.filter(email__iexact=change.old).exists():
            # Somebody else confirmed it for an account of their own meanwhile.
            raise LinkUsedUp
        EmailAddress.objects.create(user=member, email=change.old, verified=True, primary=True)
        Authenticator.objects.filter(user=member, created_at__gte=change.at).delete()
        member.email = change.old
        member.set_unusable_password()
        member.save(update_fields=["email", "password"])
        for session in UserSession.objects.filter(user=member):
            session.end()
        return change.old
