"""How long a handle that was given up still stands for its member."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Lower

from medigest.kit import clock
from medigest.members.renames.models import FormerHandle

GRACE = timedelta(days=90)
BETWEEN_CHANGES = timedelta(days=30)
# Moderators see earlier names so long, and know whom they deal with.
DAYS_KEPT = 365


def kept(handle: str) -> QuerySet[FormerHandle]:
    """The rows, one at most per member, that keep this handle from others now."""
    given_up = FormerHandle.objects.annotate(lower=Lower("handle")).filter(lower=handle.lower())
    return given_up.filter(changed_at__gt=clock.now() - GRACE)


def next_change(member_id: int) -> datetime | None:
    """When the member may change their handle again; None: now."""
    last = FormerHandle.objects.filter(member_id=member_id).order_by("-changed_at").first()
    due = last.changed_at + BETWEEN_CHANGES if last else None
    return due if due and due > clock.now() else None


def expire() -> int:
    """Forget handles that were given up a year ago; how many."""
    return FormerHandle.objects.filter(changed_at__lt=clock.now() - timedelta(days=DAYS_KEPT)).delete()[0]
