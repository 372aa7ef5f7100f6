"""Ask for one's account to be deleted, and change one's mind."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from medigest.members.accounts.models import Member
from medigest.members.privacy import registry
from medigest.members.privacy.mails import tell_of_leaving

DAYS_TO_CHANGE_ONES_MIND = 14


def leave(*, member_id: int, keep: set[str]) -> Member:
    """Let the member go in 14 days, and confirm it by mail; asked again, the wishes are changed and the day stays.

    `keep` names the kinds of content that stay without a name. Raises Forbidden for the last administrator,
    Member.DoesNotExist.
    """
    with transaction.atomic():
        # The administrators too, so that of the last two only one can go.
        locked = Member.objects.select_for_update().order_by("pk")
        staying = [one.pk for one in locked.filter(role=Member.Role.ADMINISTRATOR, is_active=True, leaving_at=None)]
        member = locked.get(pk=member_id)
        if staying == [member.pk]:
            raise Forbidden(why_not_leave(member))
        asked_before = member.is_leaving
        member.leaving_at = member.leaving_at or clock.now() + timedelta(days=DAYS_TO_CHANGE_ONES_MIND)
        member.leaving_wishes = {choice.key: choice.key in keep for choice in registry.choices()}
        member.save(update_fields=["leaving_at", "leaving_wishes"])
        if not asked_before:
            tell_of_leaving(member)
        return member


def stay(*, member_id: int) -> None:
    """Change one's mind. Harmless where nobody wanted to leave, and where the account is being erased already."""
    Member.objects.filter(pk=member_id, is_active=True).update(leaving_at=None, leaving_wishes={})


def why_not_leave(member: Member) -> str:
    """Why the member may not leave yet, or an empty string."""
    if member.role != Member.Role.ADMINISTRATOR or _others(member):
        return ""
    return _(
        "You are the only administrator. Without one nobody could look after this site, so please make another "
        "member an administrator first. Then you can delete your account."
    )


def _others(member: Member) -> bool:
    others = Member.objects.filter(role=Member.Role.ADMINISTRATOR, is_active=True, leaving_at=None)
    return others.exclude(pk=member.pk).exists()
