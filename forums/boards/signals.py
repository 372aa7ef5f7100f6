"""Upward talk, inside the transaction: `decided`."""

from django.dispatch import Signal

from medigest.audit.models import Decision

# sent with decision_id: int, inside the transaction of a decision about a member
decided = Signal()


def tell(decision: Decision) -> None:
    """Tell the member whom the decision touches. Called in its transaction."""
    decided.send(sender=Decision, decision_id=decision.pk)
