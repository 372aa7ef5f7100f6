"""What a member moderates."""

from django.db.models import Exists, OuterRef

from forums.boards.models import Board, Moderator
from medigest.members.viewer import Moderation, Viewer


def moderates_fact() -> Exists:
    """Whether a member has a standing grant, as an expression over Member."""
    return Exists(Moderator.objects.in_office().filter(member=OuterRef("pk")))


def moderation_of(member_id: int) -> Moderation:
    """The member's standing grants, in one query."""
    everywhere, boards, conditions = False, set(), set()
    grants = Moderator.objects.in_office().filter(member_id=member_id)
    for board_id, condition_id, beneath in grants.values_list("board_id", "board__condition_id", "beneath"):
        if board_id is None:
            everywhere = True
        elif beneath and condition_id is not None:
            conditions.add(condition_id)
        else:
            boards.add(board_id)
    return Moderation(everywhere, frozenset(boards), frozenset(conditions))


def moderates(viewer: Viewer, board: Board) -> bool:
    """Whether the viewer moderates this board; a query only where the hierarchy must be asked."""
    scope = viewer.moderation
    if scope.everywhere or board.pk in scope.boards or board.condition_id in scope.conditions:
        return True
    return bool(scope.conditions) and Board.objects.moderated_by(viewer).filter(pk=board.pk).exists()


def moderated_board(viewer: Viewer, name: str) -> Board | None:
    """The board of that slug or title, if the viewer moderates it."""
    mine = Board.objects.moderated_by(viewer)
    return mine.filter(slug=name.strip()).first() or mine.filter(title__iexact=name.strip()).first()
