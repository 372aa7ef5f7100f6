"""Forget notices that are old."""

from datetime import timedelta

from forums.notices.models import Notice
from medigest.kit import clock

DAYS_KEPT = 365


def expire() -> int:
    """Delete what was told a year ago; how many. What was decided is kept where decisions are."""
    return Notice.objects.filter(created_at__lt=clock.now() - timedelta(days=DAYS_KEPT)).delete()[0]
