"""Let what waits, and the statements for it, follow a board whose threads another one took over."""

from forums.review.models import Canned, QueueItem


def follow(*, new_id: int, old_id: int) -> None:
    """The new board's moderators find them; a statement whose name stands there already stays behind."""
    QueueItem.objects.filter(board=old_id).update(board=new_id)
    taken = Canned.objects.filter(board=new_id).values_list("title", flat=True)
    Canned.objects.filter(board=old_id).exclude(title__in=list(taken)).update(board=new_id)
