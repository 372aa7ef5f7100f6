"""Let boards follow what their conditions are called."""

from collections.abc import Sequence

from conditions.models import Condition
from forums.boards.models import Board
from medigest.kit.lots import lots


def retitle(condition_ids: Sequence[int]) -> None:
    """Give the conditions' boards their names and definitions; their addresses stay."""
    for lot in lots(condition_ids):
        said = Condition.objects.in_bulk(lot)
        boards = list(Board.objects.filter(condition_id__in=lot))
        for board in boards:
            condition = said[board.condition_id or 0]
            board.title, board.description = condition.name, condition.definition
        Board.objects.bulk_update(boards, ["title", "description"], batch_size=100)
