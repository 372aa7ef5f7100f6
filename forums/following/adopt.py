"""Let follows go over to a board that took over another one's threads."""

from forums.following.models import Follow


def adopt(*, new_id: int, old_id: int) -> None:
    """Who followed or muted the old board follows or mutes the new one, unless they had chosen for that already."""
    chosen = list(Follow.objects.filter(board=new_id).values_list("member_id", flat=True))
    Follow.objects.filter(board=old_id, member__in=chosen).delete()
    Follow.objects.filter(board=old_id).update(board=new_id)
