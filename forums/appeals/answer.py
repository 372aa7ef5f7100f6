"""Decide an appeal."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forums import policy
from forums.appeals import waiting
from forums.appeals.models import Appeal
from forums.appeals.reversal import reverse
from forums.boards.moderation import moderates
from forums.sanctions.models import Sanction
from forums.threads.signals import post_decided
from medigest.audit.models import Decision
from medigest.audit.record import record
from medigest.members.viewer import Viewer


class AlreadyAnswered(Exception):
    """Somebody else decided this appeal meanwhile, or it was closed; nothing was changed."""


class StatementOwed(ValueError):
    """The member is owed a word on why."""


@dataclass(frozen=True)
class Answered:
    """`reversed`: there was something left to take back, and it was taken back."""

    appeal: Appeal
    reversed: bool


def why_not_answer(viewer: Viewer, appeal: Appeal) -> str:
    """Why the viewer may not decide the appeal."""
    allowed = viewer.moderation.everywhere if appeal.board is None else moderates(viewer, appeal.board)
    if not allowed:
        return policy.why_not_moderate(moderates=False)
    if viewer.member_id == appeal.member_id:
        return _("This is your own appeal.")
    if viewer.member_id in (appeal.actor_id, appeal.seconder_id):
        return _("You took the decision yourself, so another moderator has to read the appeal.")
    return ""


def answer(*, viewer: Viewer, appeal_id: int, upheld: bool, statement: str) -> Answered:
    """Uphold an appeal, which takes the decision back as far as it still stands, or refuse it.

    Raises Forbidden, AlreadyAnswered, StatementOwed, Appeal.DoesNotExist.
    """
    with transaction.atomic():
        appeal = Appeal.objects.select_for_update(of=("self",)).select_related("decision", "board").get(pk=appeal_id)
        _second_since(appeal)
        policy.enforce(why_not_answer(viewer, appeal))
        if appeal.outcome != Appeal.Outcome.OPEN:
            raise AlreadyAnswered
        if not statement.strip():
            raise StatementOwed(_("Write a sentence or two to the member: every appeal is answered with its reasons."))
        decision = record(
            actor_id=viewer.member_id,
            action="uphold-appeal" if upheld else "refuse-appeal",
            target_kind="appeal",
            target_id=appeal.pk,
            reason="fine" if upheld else appeal.decision.reason,
            statement=statement.strip(),
            member_id=appeal.member_id,
            place_id=appeal.board_id,
            basis=Decision.Basis.APPEAL,
            since=appeal.created_at,
        )
        appeal.outcome = Appeal.Outcome.UPHELD if upheld else Appeal.Outcome.REFUSED
        appeal.decided_by_id, appeal.answer = viewer.member_id, decision
        appeal.save(update_fields=["outcome", "decided_by", "answer", "seconder"])
        waiting.end(appeal.pk)
        done = upheld and reverse(appeal.decision, decision)
        post_decided.send(sender=Decision, decision_id=decision.pk)
        return Answered(appeal, done)


def _second_since(appeal: Appeal) -> None:
    """Who agreed to a sanction after the appeal was brought is no judge of it either."""
    if appeal.decision.target_kind == "sanction":
        found = Sanction.objects.filter(pk=appeal.decision.target_id).values_list("confirmed_by", flat=True).first()
        appeal.seconder_id = found or appeal.seconder_id
