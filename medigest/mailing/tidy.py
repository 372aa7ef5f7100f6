"""Forget mails that are done."""

from datetime import timedelta

from medigest.kit import clock
from medigest.mailing.models import Mail

KEPT = timedelta(days=30)


def expire() -> int:
    """Delete what ended a month ago; how many. Called by what the privacy registry runs."""
    return Mail.objects.filter(ended_at__lt=clock.now() - KEPT).delete()[0]
