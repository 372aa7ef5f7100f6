"""Words to people that are no decision about their own text: one way out, by a signal on commit."""

from collections.abc import Sequence

from django.db import transaction
from django.dispatch import Signal

from medigest.audit.models import Decision

# sent with decision_id: int and member_ids: list[int], once the decision that answers their reports is committed
reports_answered = Signal()


def tell_reporters(decision: Decision, member_ids: Sequence[int]) -> None:
    """Let those who reported learn the outcome. Called inside the decision's transaction."""
    told = {"decision_id": decision.pk, "member_ids": list(member_ids)}
    transaction.on_commit(lambda: reports_answered.send(sender=Decision, **told), robust=True)
