"""Let go of a draft: it was sent, or its author does not want it any more."""

from datetime import timedelta

from django.db.models import Q

from forums.boards.models import Board
from forums.drafts.models import Draft
from forums.drafts.read import here
from forums.threads.models import Post, Thread
from medigest.kit import clock
from medigest.members.viewer import Viewer

DAYS_KEPT = 180


def discard_draft(*, viewer: Viewer, draft_id: int) -> None:
    """Delete a draft of the viewer's; of nobody else's."""
    Draft.objects.filter(member=viewer.member, pk=draft_id).delete()


def discard_sent(
    *, viewer: Viewer, board: Board, thread: Thread | None, draft_id: int, body: str, post: Post | None = None
) -> None:
    """Delete the draft that was sent, also where its form did not know yet that it was kept."""
    here(viewer, board, thread, post).filter(Q(pk=draft_id) | Q(body=body)).delete()


def expire() -> int:
    """Delete drafts that nobody touched for half a year; their number."""
    return Draft.objects.filter(saved_at__lt=clock.now() - timedelta(days=DAYS_KEPT)).delete()[0]
