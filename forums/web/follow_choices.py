"""The control by which a board or a thread is followed: what it says, and what can be chosen."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.following.levels import BoardFollow
from forums.following.models import Follow
from forums.threads.models import Thread

Control = dict[str, Any]


def _words(level: str) -> str:
    return str(Follow.Level(level).label) if level else _("Follow")


def board_control(board: Board, follow: BoardFollow) -> Control:
    """How a board is followed."""
    through = not follow.own and follow.from_above
    return {
        "id": f"follow-board-{board.pk}",
        "url": reverse("forums:follow_board", args=[board.slug]),
        "label": _words(follow.own or follow.from_above),
        "note": _("You follow this board through a wider one.") if through else "",
        "level": follow.own,
        "choices": [
            ("watching", _("Watch"), _("You are told of each new thread and reply.")),
            ("tracking", _("Follow quietly"), _("What is new is listed for you. No notices.")),
            ("muted", _("Mute"), _("Nothing from here is listed as new.")),
        ],
        "can_reach_beneath": board.condition_id is not None,
        "beneath": follow.beneath,
    }


def thread_control(thread: Thread, *, own_level: str, level: str) -> Control:
    """How a thread is followed."""
    through = not own_level and level
    return {
        "id": f"follow-thread-{thread.pk}",
        "url": reverse("forums:follow", args=[thread.board.slug, thread.pk, thread.slug]),
        "label": _words(level),
        "note": _("As its board. What you choose here goes for this thread alone.") if through else "",
        "level": own_level,
        "choices": [
            ("watching", _("Watch"), _("You are told of each reply.")),
            ("tracking", _("Follow quietly"), _("What is new is listed for you. No notices.")),
            ("muted", _("Mute"), _("It is not listed as new.")),
        ],
        "can_reach_beneath": False,
        "beneath": False,
    }
