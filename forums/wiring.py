"""The room's connections: which signal calls which verb, and what it tells other rooms."""

from typing import Any

from conditions.signals import conditions_created, conditions_described, conditions_merging, hierarchy_growing
from forums.boards.grants import refuse_wider_grants
from forums.boards.moderation import moderates_fact, moderation_of
from forums.boards.open_boards import open_boards
from forums.boards.retitle import retitle
from forums.notices.deliver import deliver
from forums.notices.read import unread_fact
from forums.review.enqueue import enqueue
from forums.threads.adopt import adopt
from forums.threads.signals import content_changed, post_decided
from medigest.members.viewer import register_fact, register_moderation


def connect() -> None:
    """Called once, when the app is ready."""
    conditions_created.connect(_open_boards)
    conditions_described.connect(_retitle)
    conditions_merging.connect(_adopt)
    hierarchy_growing.connect(_ask_about_grants)
    content_changed.connect(_enqueue)
    post_decided.connect(_deliver)
    register_moderation(moderation_of)
    register_fact("moderates", moderates_fact)
    register_fact("unread", unread_fact)


def _open_boards(sender: Any, ids: list[int], **kwargs: Any) -> None:
    open_boards(ids)


def _retitle(sender: Any, ids: list[int], **kwargs: Any) -> None:
    retitle(ids)


def _adopt(sender: Any, survivor_id: int, merged_id: int, **kwargs: Any) -> None:
    adopt(survivor_id=survivor_id, merged_id=merged_id)


def _ask_about_grants(sender: Any, pairs: dict[int, set[int]], confirmed: bool, **kwargs: Any) -> None:
    if not confirmed:
        refuse_wider_grants(pairs)


def _enqueue(sender: Any, post_ids: list[int], **kwargs: Any) -> None:
    enqueue(post_ids)


def _deliver(sender: Any, decision_id: int, **kwargs: Any) -> None:
    deliver(decision_id)
