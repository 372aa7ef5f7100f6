"""Let one board take over the threads of another, because their conditions were merged."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from conditions.signals import Refused
from forums.boards.models import Board
from forums.threads.models import Thread
from forums.threads.signals import board_adopted


def adopt(*, survivor_id: int, merged_id: int) -> None:
    """Move the threads of the merged condition's board to the survivor's; their numbers and places stay.

    Raises Refused where that would show them to more people, or to search engines.
    """
    with transaction.atomic():
        moved = list(Thread.objects.select_for_update().filter(board__condition_id=merged_id).order_by("pk"))
        rows = Board.objects.select_for_update().filter(condition_id__in=[survivor_id, merged_id]).order_by("pk")
        boards = {board.condition_id: board for board in rows}
        new, old = boards[survivor_id], boards[merged_id]
        if moved:
            _refuse_wider(old, new)
            Thread.objects.filter(board=old).update(board=new, version=F("version") + 1)
            _count_over(old, new)
        board_adopted.send(sender=Board, new_id=new.pk, old_id=old.pk)


def _refuse_wider(old: Board, new: Board) -> None:
    if old.audience == Board.Audience.MEMBERS and new.audience != Board.Audience.MEMBERS:
        raise Refused(
            _("The threads of “%(board)s” were written for members only, and would become public.")
            % {"board": old.title}
        )
    if new.indexable and not old.indexable:
        raise Refused(
            _("The threads of “%(board)s” were written out of search engines' sight, and would come into it.")
            % {"board": old.title}
        )


def _count_over(old: Board, new: Board) -> None:
    new.threads += old.threads
    new.posts += old.posts
    new.last_post_at = max((at for at in (new.last_post_at, old.last_post_at) if at), default=None)
    for key, number in old.sections.items():
        new.sections[key] = new.sections.get(key, 0) + number
    old.threads, old.posts, old.last_post_at, old.sections = 0, 0, None, {}
    for board in (old, new):
        board.save(update_fields=["threads", "posts", "last_post_at", "sections"])
