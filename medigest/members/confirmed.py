"""A confirmed address takes mail again."""

from typing import Any

from allauth.account.signals import email_confirmed

from medigest.mailing.bounces import forgive


def _confirmed(sender: Any, email_address: Any, **kwargs: Any) -> None:
    forgive(email_address.email)


def connect() -> None:
    """Called once, when the app is ready."""
    email_confirmed.connect(_confirmed, dispatch_uid="medigest.members.confirmed")
