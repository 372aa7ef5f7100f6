"""Boards join along the hierarchy: a board with all beneath it (`?include=beneath`), and its neighbours."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.http import urlencode

from conditions.models import Closure, Parent
from forums.boards.models import Board, BoardQuerySet

BENEATH = {"include": "beneath"}


def wants_beneath(given: Mapping[str, str]) -> bool:
    """Whether an address or a form asks for the boards beneath too."""
    return given.get("include") == "beneath"


def boards_of(board: Board) -> BoardQuerySet:
    """The board and those of the conditions beneath its own."""
    if board.condition_id is None:
        return Board.objects.filter(pk=board.pk)
    beneath = Closure.objects.filter(ancestor=board.condition_id)
    return Board.objects.filter(condition__in=beneath.values("descendant"))


def neighbours_of(board_id: int, condition_id: int) -> BoardQuerySet:
    """The boards of the conditions above and beneath, and of whatever else is a kind of what this is a kind of."""
    parents = Parent.objects.filter(child=condition_id).values("parent")
    above = Closure.objects.filter(descendant=condition_id).values("ancestor")
    around = Closure.objects.filter(Q(ancestor__in=parents) | Q(ancestor=condition_id)).values("descendant")
    near = Board.objects.filter(Q(condition__in=above) | Q(condition__in=around))
    return near.exclude(pk=board_id)


def with_beneath(url: str, beneath: bool) -> str:
    """The address of a list, with the boards beneath where `beneath`."""
    return f"{url}?{urlencode(BENEATH)}" if beneath else url
