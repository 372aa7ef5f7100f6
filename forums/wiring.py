"""The room's connections: which signal calls which verb, and what it tells other rooms."""

from typing import Any

from conditions.signals import conditions_created
from forums.boards.moderation import moderates_fact, moderation_of
from forums.boards.open_boards import open_boards
from forums.notices.deliver import deliver, deliver_outcome
from forums.notices.read import unread_fact
from forums.review.enqueue import enqueue
from forums.review.telling import reports_answered
from forums.threads.signals import content_changed, post_decided
from medigest.members.viewer import register_fact, register_moderation


def connect() -> None:
    """Called once, when the app is ready."""
    conditions_created.connect(_open_boards)
    content_changed.connect(_enqueue)
    post_decided.connect(_deliver)
    reports_answered.connect(_tell_reporters)
    register_moderation(moderation_of)
    register_fact("moderates", moderates_fact)
    register_fact("unread", unread_fact)


def _open_boards(sender: Any, ids: list[int], **kwargs: Any) -> None:
    open_boards(ids)


def _enqueue(sender: Any, post_ids: list[int], **kwargs: Any) -> None:
    enqueue(post_ids)


def _tell_reporters(sender: Any, decision_id: int, member_ids: list[int], **kwargs: Any) -> None:
    deliver_outcome(decision_id, member_ids)


def _deliver(sender: Any, decision_id: int, **kwargs: Any) -> None:
    deliver(decision_id)
