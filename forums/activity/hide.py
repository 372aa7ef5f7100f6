"""Show one's activity no longer."""

from forums.activity.models import ActivityShown


def hide(*, member_id: int) -> None:
    """Show nobody what a member wrote; which boards they left out is kept for another time."""
    ActivityShown.objects.filter(member_id=member_id).delete()
