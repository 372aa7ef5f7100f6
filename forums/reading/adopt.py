"""Let go of the moments of a board whose threads another one took over."""

from forums.reading.models import BoardMark


def adopt(*, old_id: int, **_new: int) -> None:
    """The threads keep their own marks. The old board's moment says nothing of the new board's threads, so it goes:
    rather is something shown as new twice than never."""
    BoardMark.objects.filter(board=old_id).delete()
