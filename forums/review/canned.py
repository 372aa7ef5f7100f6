"""Prepared statements: write one, change it, take it away."""

from django.db import IntegrityError, transaction

from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.review.models import Canned
from forums.review.reasons import Reason
from medigest.members.viewer import Viewer


class NameTaken(ValueError):
    """A statement of that name exists for the board."""


def write(
    *, viewer: Viewer, board: Board | None, title: str, reason: Reason, text: str, canned: Canned | None = None
) -> Canned:
    """Prepare a statement for a board (None: for all), or change one. Raises Forbidden, NameTaken."""
    for where in [board, canned.board] if canned else [board]:
        policy.enforce(policy.why_not_moderate(_writes_for(viewer, where)))
    kept = canned or Canned()
    kept.board, kept.title, kept.reason, kept.text = board, " ".join(title.split()), reason, text.strip()
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise NameTaken from error
    return kept


def throw_away(*, viewer: Viewer, canned: Canned) -> None:
    """Take a prepared statement away; what was sent with it stays. Raises Forbidden."""
    policy.enforce(policy.why_not_moderate(_writes_for(viewer, canned.board)))
    canned.delete()


def _writes_for(viewer: Viewer, board: Board | None) -> bool:
    return viewer.moderation.everywhere if board is None else moderates(viewer, board)
