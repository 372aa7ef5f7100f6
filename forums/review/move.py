"""Move a thread to another board."""

from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.review.deciding import AlreadyDecided, decide, deciding_thread
from forums.review.reasons import Reason
from forums.threads.models import State, Thread
from forums.threads.relocate import move_thread
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer

MOVABLE = (State.HELD, State.PUBLISHED, State.HIDDEN)


def move(*, viewer: Viewer, thread_id: int, board: Board, reason: Reason, statement: str = "") -> Decision:
    """Put a thread on a board that the viewer moderates too; its old address leads to the new one.

    Raises Forbidden (where its audience would widen, too), AlreadyDecided, ReasonOwed, Thread.DoesNotExist.
    """
    with deciding_thread(viewer, thread_id) as thread:
        policy.enforce(policy.why_not_moderate(moderates(viewer, board)))
        policy.enforce(why_not_stand_on(thread, board))
        if thread.board_id == board.pk or thread.state not in MOVABLE:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="move", target=thread, thread=thread, reason=reason, statement=statement
        )
        move_thread(thread, board)
        return decision


def why_not_stand_on(thread: Thread, board: Board) -> str:
    """Why a thread's posts may not stand on the board; empty where they may."""
    only = Board.Audience.MEMBERS
    return policy.why_not_move(
        members_only=(thread.board.audience == only, board.audience == only),
        indexable=(thread.board.indexable, board.indexable),
    )
