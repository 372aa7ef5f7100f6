"""Count notices, and mark them read."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from forums.notices.models import Notice
from medigest.kit import clock


def unread_fact() -> Coalesce:
    """How many unread notices a member has, as an expression over Member."""
    unread = Notice.objects.unread().filter(member=OuterRef("pk")).order_by()
    return Coalesce(Subquery(unread.values("member").annotate(number=Count("pk")).values("number")), 0)


def mark_read(*, member_id: int, notice_id: int) -> None:
    """The member has seen this notice; harmless where they had, or where it is another's."""
    Notice.objects.unread().filter(member_id=member_id, pk=notice_id).update(read_at=clock.now())


def mark_all_read(*, member_id: int, newest: int) -> None:
    """The member has seen every notice up to that id: what came since is still news."""
    Notice.objects.unread().filter(member_id=member_id, pk__lte=newest).update(read_at=clock.now())
