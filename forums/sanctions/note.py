"""Note something of a member for the other moderators."""

from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.sanctions.models import Note
from medigest.members.viewer import Viewer


def note(*, viewer: Viewer, member_id: int, text: str, board: Board | None) -> Note:
    """Keep a note for the moderators of a board (None: of the site). Raises Forbidden."""
    allowed = viewer.moderation.everywhere if board is None else moderates(viewer, board)
    policy.enforce(policy.why_not_moderate(allowed))
    return Note.objects.create(member_id=member_id, author_id=viewer.member_id, board=board, text=text.strip())
