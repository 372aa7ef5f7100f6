"""Mark a thread read, as far as a member has come."""

from django.db import transaction

from forums.reading.models import ReadMark
from forums.threads.models import Thread
from medigest.members.viewer import Viewer


def mark_read(*, viewer: Viewer, thread: Thread, position: int) -> None:
    """Let the viewer have read a thread that they may see up to `position`; an earlier one changes nothing.

    Never beyond the thread's last place: what is published later is unread.
    """
    reached = min(position, thread.last_position)
    if reached < 1 or viewer.member_id is None:
        return
    with transaction.atomic():
        # First the row, then the comparison: of two tabs at once the farther one counts.
        mark = ReadMark(member=viewer.member, thread=thread, position=reached)
        ReadMark.objects.bulk_create([mark], ignore_conflicts=True)
        mine = ReadMark.objects.filter(member=viewer.member, thread=thread)
        mine.filter(position__lt=reached).update(position=reached)
