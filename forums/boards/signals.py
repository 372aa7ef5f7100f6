"""Upward talk, on commit: `decided`."""

from django.db import transaction
from django.dispatch import Signal

from medigest.audit.models import Decision

# sent with decision_id: int, once a decision about a member is committed
decided = Signal()


def tell(decision: Decision) -> None:
    """Once the decision is committed, tell the member whom it touches."""
    transaction.on_commit(lambda: decided.send(sender=Decision, decision_id=decision.pk), robust=True)
