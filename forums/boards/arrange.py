"""Arrange what a board holds back, and when."""

from django.db import transaction

from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from medigest.audit.record import record
from medigest.members.viewer import Viewer


def arrange(*, viewer: Viewer, board_id: int, review: str, hide_at: int, slow_after: int) -> Board:
    """Set what moderators of the board read first, and what readers' reports and haste do. Raises Forbidden."""
    with transaction.atomic():
        board = Board.objects.select_for_update().get(pk=board_id)
        policy.enforce(policy.why_not_moderate(moderates(viewer, board)))
        board.review, board.hide_at, board.slow_after = review, hide_at, slow_after
        board.save(update_fields=["review", "hide_at", "slow_after"])
        record(
            actor_id=viewer.member_id,
            action="arrange",
            target_kind="board",
            target_id=board.pk,
            reason="board",
            place_id=board.pk,
        )
        return board
