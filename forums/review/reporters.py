"""What is known of reporters: how their earlier reports ended. Abuse of reports shows here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from forums.review.models import Report

# A report was right where the text was taken away or changed for it, and wrong where it was read and kept.
UPHELD = ("hide", "uphold", "reject", "amend", "reject-edit")
KEPT = ("keep", "approve", "approve-edit", "restore")


@dataclass(frozen=True)
class Record:
    """How many reports somebody sent, and of those decided how many were upheld and how many were not."""

    sent: int
    upheld: int
    kept: int


def records_of(member_ids: Sequence[int]) -> dict[int, Record]:
    """The record of each reporter, in one query."""
    rows = Report.objects.filter(reporter__in=member_ids).order_by().values_list("reporter_id")
    counted = rows.annotate(
        sent=Count("pk"),
        upheld=Count("pk", filter=Q(closed_by__action__in=UPHELD)),
        kept=Count("pk", filter=Q(closed_by__action__in=KEPT)),
    )
    return {member_id: Record(sent, upheld, kept) for member_id, sent, upheld, kept in counted if member_id}
