"""Upward talk, inside the transaction: a receiver that raises undoes the reaction."""

from django.dispatch import Signal

# sent with reaction_id: int
reacted = Signal()
