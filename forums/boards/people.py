"""Who looks after a board."""

from django.db.models import Q

from conditions.models import Closure
from forums.boards.models import Board, Moderator, ModeratorQuerySet


def looking_after(board: Board) -> ModeratorQuerySet:
    """The grants that reach the board but not the site: its own, and those of conditions above with all beneath."""
    above = Closure.objects.filter(descendant=board.condition_id).values("ancestor")
    reach = Q(board=board) | Q(beneath=True, board__condition__in=above)
    return Moderator.objects.in_office().filter(reach).select_related("member")
