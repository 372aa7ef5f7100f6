"""Mark whole boards read."""

from datetime import datetime

from django.db import transaction

from forums.boards.models import BoardQuerySet
from forums.reading.models import BoardMark
from medigest.kit import clock
from medigest.members.viewer import Viewer


def mark_boards_read(*, viewer: Viewer, boards: BoardQuerySet, until: datetime) -> None:
    """Let whatever was published on `boards` until a moment count as read; an earlier moment changes nothing.

    What is published after `until`, which is never in the future, stays unread.
    """
    if viewer.member_id is None:
        return
    moment = min(until, clock.now())
    # Where nothing was ever published there is nothing to remember.
    alive = boards.visible_to(viewer).exclude(last_post_at=None).order_by()
    with transaction.atomic():
        ids = list(alive.values_list("pk", flat=True))
        marks = [BoardMark(member_id=viewer.member_id, board_id=pk, until=moment) for pk in ids]
        BoardMark.objects.bulk_create(marks, ignore_conflicts=True)
        mine = BoardMark.objects.filter(member_id=viewer.member_id, board__in=alive.values("pk"))
        mine.filter(until__lt=moment).update(until=moment)
