"""Erasure: an appeal goes with the account that brought it."""

from django.db import transaction

from forums.appeals import waiting
from forums.appeals.models import Appeal


def open_appeals(member_id: int) -> int:
    """How many appeals of the member nobody has decided yet: they are warned of it before they erase the account."""
    return Appeal.objects.waiting().filter(member_id=member_id).count()


def close_appeals(member_id: int) -> None:
    """Close what waits, and erase the member's words of every appeal. What was decided stays counted."""
    theirs = Appeal.objects.filter(member_id=member_id)
    with transaction.atomic():
        for appeal_id in theirs.waiting().values_list("pk", flat=True):
            waiting.end(appeal_id)
        theirs.waiting().update(outcome=Appeal.Outcome.CLOSED)
    theirs.update(text="", member=None)
