"""How long a handle that was given up still stands for its member."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Lower

from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.renames.models import FormerHandle

GRACE = timedelta(days=90)
BETWEEN_CHANGES = timedelta(days=30)
# Moderators see earlier names so long, and know whom they deal with.
DAYS_KEPT = 365


def kept(handle: str) -> QuerySet[FormerHandle]:
    """The rows, one at most per member, that keep this handle from others now."""
    given_up = FormerHandle.objects.annotate(lower=Lower("handle")).filter(lower=handle.lower())
    return given_up.filter(changed_at__gt=clock.now() - GRACE)


def names_of(member_id: int) -> set[str]:
    """The handles, in small letters, by which texts lead to the member: the present one, and earlier ones that nobody
    else has by now. Empty where the member is gone."""
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        return set()
    former = {handle.lower() for handle in member.former_handles.values_list("handle", flat=True)}
    others = Member.objects.annotate(lower=Lower("handle")).filter(lower__in=former).exclude(pk=member_id)
    return {member.handle.lower(), *former} - set(others.values_list("lower", flat=True))


def next_change(member_id: int) -> datetime | None:
    """When the member may change their handle again; None: now."""
    last = FormerHandle.objects.filter(member_id=member_id).order_by("-changed_at").first()
    due = last.changed_at + BETWEEN_CHANGES if last else None
    return due if due and due > clock.now() else None


def expire() -> int:
    """Forget handles that were given up a year ago; how many."""
    return FormerHandle.objects.filter(changed_at__lt=clock.now() - timedelta(days=DAYS_KEPT)).delete()[0]
