"""Matters that wait in the one queue and are no posts, such as appeals and corrections: their slices call this."""

from datetime import datetime

from forums.review.models import QueueItem
from forums.review.reasons import Urgency


def wait(
    *,
    matter: str,
    matter_id: int,
    board_id: int | None,
    url: str,
    since: datetime,
    heading: str = "",
    urgency: Urgency = Urgency.ORDINARY,
    not_for_id: int | None = None,
) -> None:
    """Let a matter wait in the queue, in the transaction that makes it wait; waiting already, it is renewed.

    `heading`: a name of its own, where it has one. `board_id` None: it is for moderators of the whole site. `url` is
    the page on which it is decided; `not_for_id` the member who must not decide it.
    """
    QueueItem.objects.update_or_create(
        matter=matter,
        matter_id=matter_id,
        defaults={
            "board_id": board_id,
            "heading": heading,
            "url": url,
            "since": since,
            "urgency": urgency,
            "not_for_id": not_for_id,
        },
    )


def settle(*, matter: str, matter_id: int) -> None:
    """It waits no more. Called in the transaction that decides it."""
    QueueItem.objects.filter(matter=matter, matter_id=matter_id).delete()
