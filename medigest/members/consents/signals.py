"""Upward talk, inside the transaction: who keeps something that rests on a consent lets go of it."""

from django.dispatch import Signal

# sent with member_id: int, kind: Consent.Kind; a receiver that raises undoes the withdrawal
consent_withdrawn = Signal()
