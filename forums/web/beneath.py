"""A board with those of all conditions beneath its own: `?include=beneath`."""

from collections.abc import Mapping

from django.utils.http import urlencode

from conditions.models import Closure
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


def with_beneath(url: str, beneath: bool) -> str:
    """The address of a list, with the boards beneath where `beneath`."""
    return f"{url}?{urlencode(BENEATH)}" if beneath else url
