"""Words to people that are no decision about their own text: one way out, by a signal."""

from collections.abc import Sequence

from django.dispatch import Signal

from medigest.audit.models import Decision

# sent with decision_id: int and member_ids: list[int], where a decision answers their reports
reports_answered = Signal()


def tell_reporters(decision: Decision, member_ids: Sequence[int]) -> None:
    """Let those who reported learn the outcome. Called inside the decision's transaction, reports closed by it."""
    reports_answered.send(sender=Decision, decision_id=decision.pk, member_ids=list(member_ids))
