"""Upward talk, on commit: `post_decided`."""

from django.dispatch import Signal

# sent with decision_id: int, once the decision is committed
post_decided = Signal()
