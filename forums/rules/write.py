"""Write a rule, change it, or switch it off."""

from django.db import IntegrityError, transaction

from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.rules import engine
from forums.rules.models import Rule
from medigest.audit.record import record
from medigest.kit import clock
from medigest.members.viewer import Viewer


class NameTaken(ValueError):
    """A rule of that name exists for the board."""


def write(
    *,
    viewer: Viewer,
    board: Board | None,
    name: str,
    kind: str,
    text: str,
    action: str,
    message: str,
    active: bool,
    rule: Rule | None = None,
) -> Rule:
    """Keep a rule for a board (None: for all). Its text was tried for cost before.

    Raises Forbidden, engine.PatternRefused, NameTaken.
    """
    for where in [board, rule.board] if rule else [board]:
        policy.enforce(policy.why_not_moderate(_writes_for(viewer, where)))
    engine.check(kind, text)
    kept = rule or Rule()
    kept.board, kept.name, kept.kind, kept.text = board, " ".join(name.split()), kind, text.strip()
    kept.action, kept.message, kept.active = action, " ".join(message.split()), active
    kept.written_by, kept.written_at = viewer.member, clock.now()
    try:
        with transaction.atomic():
            kept.save()
            record(
                actor_id=viewer.member_id,
                action="write-rule",
                target_kind="rule",
                target_id=kept.pk,
                reason="rule",
                place_id=board.pk if board else None,
            )
    except IntegrityError as error:
        raise NameTaken from error
    return kept


def _writes_for(viewer: Viewer, board: Board | None) -> bool:
    return viewer.moderation.everywhere if board is None else moderates(viewer, board)
