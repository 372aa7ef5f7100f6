"""Upward talk, on commit: `decided`."""

from django.dispatch import Signal

# sent with decision_id: int, once a decision about a sanction is committed
decided = Signal()
