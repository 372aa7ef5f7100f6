"""Sanction a member: warn, silence, suspend, or ban from a board."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from forums import policy
from forums.boards.models import Board, Moderator
from forums.boards.moderation import moderates
from forums.boards.signals import tell as announce
from forums.sanctions.models import Sanction
from medigest.audit.record import record
from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.viewer import Viewer

# So long holds what shall have no end, until a second moderator agrees to it.
PROVISIONAL = timedelta(days=7)
LONGEST_DAYS = 730


class SanctionRefused(ValueError):
    """The sanction can't be imposed like this; `problems` maps a field to how to mend it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class AlreadySanctioned(Exception):
    """The same is in force already: somebody else was quicker. Nothing was changed."""


def what_is_lacking(kind: Sanction.Kind, statement: str, days: int | None, board: Board | None) -> dict[str, str]:
    """What a sanction still lacks, by field."""
    problems = {}
    if not statement.strip():
        problems["statement"] = _("Write a sentence or two to the member: every sanction is explained.")
    if days is None and kind == Sanction.Kind.WARNING:
        problems["days"] = _("A warning needs an end. Choose how long it is remembered.")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        problems["days"] = _("Choose between 1 and %(most)d days, or no end.") % {"most": LONGEST_DAYS}
    if kind == Sanction.Kind.BAN and board is None:
        problems["board"] = _("Name the board that the ban is about.")
    if board is not None and kind in (Sanction.Kind.SILENCE, Sanction.Kind.SUSPENSION):
        problems["board"] = _("This holds on every board. Leave the board empty, or choose a ban.")
    return problems


def impose(
    *,
    viewer: Viewer,
    member_id: int,
    kind: Sanction.Kind,
    reason: str,
    statement: str,
    days: int | None,
    board_id: int | None = None,
) -> Sanction:
    """Sanction a member for `days` (None: without an end, which a second moderator has to confirm).

    Raises Forbidden, SanctionRefused, AlreadySanctioned, Member.DoesNotExist, Board.DoesNotExist.
    """
    board = Board.objects.get(pk=board_id) if board_id is not None else None
    with transaction.atomic():
        # Locked, so that of two moderators who act at once the second finds what the first did.
        member = Member.objects.select_for_update().get(pk=member_id)
        policy.enforce(
            policy.why_not_sanction(
                viewer,
                member_id=member_id,
                looks_after=looks_after(member),
                moderates=board is not None and moderates(viewer, board),
                everywhere=viewer.moderation.everywhere,
                on_board=board is not None,
            )
        )
        problems = what_is_lacking(kind, statement, days, board)
        if problems:
            raise SanctionRefused(problems)
        same = Sanction.objects.stopping().filter(member=member, kind=kind, board=board)
        if same.exists():
            raise AlreadySanctioned
        now = clock.now()
        sanction = Sanction.objects.create(
            member=member,
            kind=kind,
            board=board,
            reason=reason,
            until=now + (PROVISIONAL if days is None else timedelta(days=days)),
            endless=days is None,
            imposed_by_id=viewer.member_id,
            imposed_at=now,
        )
        tell(viewer, sanction, kind, reason, statement)
        return sanction


def looks_after(member: Member) -> bool:
    """Whether the member has powers of their own."""
    return member.office != Member.Role.MEMBER or Moderator.objects.in_office().filter(member=member).exists()


def tell(viewer: Viewer, sanction: Sanction, action: str, reason: str, statement: str) -> None:
    """Record a decision about a sanction, and tell the member. Called inside its transaction."""
    decision = record(
        actor_id=viewer.member_id,
        action=action,
        target_kind="sanction",
        target_id=sanction.pk,
        reason=reason,
        statement=statement.strip(),
        member_id=sanction.member_id,
        place_id=sanction.board_id,
        basis="own",
    )
    announce(decision)
