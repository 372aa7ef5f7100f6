"""Who looks after a board."""

from django.db.models import Q

from conditions.models import Closure
from forums.boards.models import Moderator, ModeratorQuerySet


def looking_after(board_id: int, condition_id: int | None) -> ModeratorQuerySet:
    """The grants that reach the board but not the site: its own, and those of conditions above with all beneath."""
    above = Closure.objects.filter(descendant=condition_id).values("ancestor")
    reach = Q(board=board_id) | Q(beneath=True, board__condition__in=above)
    return Moderator.objects.in_office().filter(reach).select_related("member")
