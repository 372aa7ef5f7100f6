"""Appeals in the moderators' one queue."""

from django.urls import reverse

from forums.appeals.models import Appeal
from forums.review import matters

MATTER = "appeal"


def begin(appeal: Appeal) -> None:
    """Let an appeal wait for somebody else than who took the decision. Called in the transaction that brings it."""
    matters.wait(
        matter=MATTER,
        matter_id=appeal.pk,
        board_id=appeal.board_id,
        url=reverse("moderation:appeal", args=[appeal.pk]),
        since=appeal.created_at,
        not_for_id=appeal.actor_id,
    )


def end(appeal_id: int) -> None:
    """It waits no more. Called in the transaction that decides or closes it."""
    matters.settle(matter=MATTER, matter_id=appeal_id)
