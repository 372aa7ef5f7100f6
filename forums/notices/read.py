"""Count notices, and mark them read."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from forums.notices.models import Notice
from medigest.kit import clock


def unread_fact() -> Coalesce:
    """How many unread notices a member has, as an expression over Member."""
    unread = Notice.objects.filter(member=OuterRef("pk"), read_at=None).order_by()
    return Coalesce(Subquery(unread.values("member").annotate(number=Count("pk")).values("number")), 0)


def mark_all_read(member_id: int) -> None:
    """The member has seen every notice there is now."""
    Notice.objects.filter(member_id=member_id, read_at=None).update(read_at=clock.now())
