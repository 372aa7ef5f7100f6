"""Let bans and notes follow a board whose threads another one took over."""

from forums.sanctions.models import Note, Sanction


def follow(*, new_id: int, old_id: int) -> None:
    """Who was banned on the old board is banned on the new one; its moderators read what was noted."""
    for model in (Sanction, Note):
        model.objects.filter(board=old_id).update(board=new_id)
