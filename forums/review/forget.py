"""What reports and calls hold of a person: who reported, in which words, and what the reported post said."""

from datetime import timedelta

from django.db.models import Q

from forums.review.models import CrisisCall, Report
from forums.threads.models import State
from medigest.kit import clock

DAYS_KEPT = 365


def forget_reported(*, member_id: int, keep: bool) -> None:
    """Erase what reports say of the member's posts; with `keep`, notes on posts that stay are left to moderators."""
    about = Report.objects.filter(post__author_id=member_id)
    about.exclude(snapshot="").update(snapshot="")
    stays = Q(post__state=State.PUBLISHED, post__thread__state=State.PUBLISHED) if keep else Q(pk=None)
    about.exclude(note="").exclude(stays).update(note="")


def forget_reporter(*, member_id: int, keep: bool) -> None:
    """Take the member's name off their reports; their words too, unless `keep`."""
    reports = Report.objects.filter(reporter_id=member_id)
    if keep:
        reports.update(reporter=None)
    else:
        reports.update(reporter=None, note="")


def forget_calls(*, member_id: int) -> None:
    """Nothing says any more that the member may have been in danger. What waited for them ends: they are gone."""
    CrisisCall.objects.filter(post__author_id=member_id).delete()


def expire() -> int:
    """Forget who reported, the words and the snapshot a year after the report was answered; the number forgotten."""
    old = Report.objects.filter(closed_by__created_at__lt=clock.now() - timedelta(days=DAYS_KEPT))
    return old.exclude(reporter=None, note="", snapshot="").update(reporter=None, note="", snapshot="")
