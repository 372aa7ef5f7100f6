"""Follow, mute, or stop following a board or a thread."""

from typing import Any

from django.db import transaction

from forums.boards.models import Board
from forums.following.models import Follow
from forums.threads.models import Thread
from medigest.members.viewer import Viewer


def follow_board(*, viewer: Viewer, board: Board, level: Follow.Level | None, beneath: bool = False) -> None:
    """Follow a board that the viewer may see at a level; None: not any more.

    `beneath`: with the boards of all conditions beneath; a board without a condition has none, and muting reaches
    no farther than the board.
    """
    deep = beneath and board.condition_id is not None and level not in (None, Follow.Level.MUTED)
    _set(viewer, {"board": board}, level, beneath=deep)


def follow_thread(*, viewer: Viewer, thread: Thread, level: Follow.Level | None) -> None:
    """Follow a thread that the viewer may see at a level, whatever its board's is; None: as its board is followed."""
    _set(viewer, {"thread": thread}, level)


def _set(viewer: Viewer, what: dict[str, Any], level: Follow.Level | None, *, beneath: bool = False) -> None:
    with transaction.atomic():
        if level is None:
            Follow.objects.filter(member=viewer.member, **what).delete()
        else:
            Follow.objects.update_or_create(member=viewer.member, **what, defaults={"level": level, "beneath": beneath})
