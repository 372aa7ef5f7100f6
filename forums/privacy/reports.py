"""Reports, and calls for help."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from forums.privacy.writing import POSTS
from forums.review import forget
from forums.review.models import CrisisCall, Report
from medigest.members.privacy.registry import (
    WITH_WHAT_YOU_WROTE,
    Choice,
    Fate,
    Holding,
    Row,
    Table,
    Wishes,
    days,
)

REPORTS = Choice(
    key="reports",
    label=_("What you told moderators when you reported a post"),
    if_erased=_("Your words go. That somebody reported, and why, is still counted."),
    if_kept=_("Moderators can still read your words, without your name."),
)


def tables() -> list[Table]:
    """Before the posts lose their author, by whom some of these are found."""
    return [_reports(), _crisis_calls()]


def _reports() -> Table:
    return Table(
        Report,
        holdings=(
            Holding(
                what=_("Reports that you made, with your words to the moderators"),
                purpose=_("So that moderators can look at what you found"),
                kept=days(forget.DAYS_KEPT),
                owner="reporter",
                columns=("reason", "note", "created_at"),
                fate=Fate.CHOSEN,
                choice=REPORTS,
                rows=_reports_of,
            ),
            Holding(
                what=_("What a post of yours said when somebody reported it"),
                purpose=_("So that moderators judge what was reported, though it was edited since"),
                kept=days(forget.DAYS_KEPT),
                owner="post__author",
                columns=("snapshot",),
                withheld=_("It belongs to another person's report. Your posts are in the archive"),
            ),
        ),
        plain=("closed_by",),
        erase=_forget_reports,
        expire=forget.expire,
    )


def _crisis_calls() -> Table:
    """Before the posts lose their author, by whom the calls are found."""
    return Table(
        CrisisCall,
        holdings=(
            Holding(
                what=_("That what you wrote may have been a cry for help, and when a moderator answered"),
                purpose=_("So that somebody looks at once"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="post__author",
                columns=("opened_at", "due_at", "answered_at"),
            ),
        ),
        erase=lambda member_id, wishes: forget.forget_calls(member_id=member_id),
    )


def _forget_reports(member_id: int, wishes: Wishes) -> None:
    """Before the posts lose their author: by it those are found that are about the member's own."""
    forget.forget_reported(member_id=member_id, keep=bool(wishes.get(POSTS.key)))
    forget.forget_reporter(member_id=member_id, keep=bool(wishes.get(REPORTS.key)))


def _reports_of(member_id: int) -> Iterator[Row]:
    """With the member's words and without those of the post that was reported."""
    for report in Report.objects.filter(reporter_id=member_id).order_by("pk").iterator():
        yield {
            "reported": report.created_at,
            "reason": report.get_reason_display(),
            "note": report.note,
            "answered": report.closed_by_id is not None,
        }
