"""Forget mails that are done."""

from datetime import timedelta

from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job
from medigest.kit import clock
from medigest.mailing.models import Mail

KEPT = timedelta(days=30)


@job
def tidy() -> int:
    """Delete what ended a month ago; how many."""
    return Mail.objects.filter(ended_at__lt=clock.now() - KEPT).delete()[0]


def register() -> None:
    """Called once, when the app is ready."""
    register_periodic("mailing: tidy", tidy, every=timedelta(days=1))
