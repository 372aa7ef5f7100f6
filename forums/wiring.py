"""The room's connections: which signal calls which verb, and what it tells other rooms."""

from typing import Any

from conditions.signals import (
    articles_changed,
    conditions_created,
    conditions_described,
    conditions_merging,
    correction_decided,
    editor_decided,
    hierarchy_growing,
)
from forums.activity.follow import follow as leave_out_too
from forums.activity.hide import hide
from forums.appeals.follow import follow as move_appeals
from forums.boards.grants import refuse_wider_grants
from forums.boards.moderation import moderates_fact, moderation_of
from forums.boards.open_boards import open_boards
from forums.boards.retitle import retitle
from forums.boards.signals import decided
from forums.following.adopt import adopt as move_follows
from forums.notices import accepted, corrections, decisions, digest, kinds, reactions, replies, reports
from forums.notices import mail as notice_mail
from forums.notices.read import unread_fact
from forums.reactions.signals import reacted
from forums.reading.adopt import adopt as forget_moments
from forums.reading.carry import carry_marks, keep_moments
from forums.review import crisis
from forums.review.enqueue import enqueue
from forums.review.follow import follow as move_queue
from forums.review.telling import reports_answered
from forums.rules.follow import follow as move_rules
from forums.sanctions.follow import follow as move_sanctions
from forums.sanctions.standing import sanctioned_fact, suspended_fact, suspension_of
from forums.search.index import index_articles, index_posts
from forums.threads.adopt import adopt
from forums.threads.quoting import requote
from forums.threads.signals import (
    answer_accepted,
    board_adopted,
    content_changed,
    post_decided,
    post_published,
    posts_moved,
    thread_leaving,
)
from forums.transparency.periodic import register as register_transparency
from medigest.mailing.kinds import register_kind
from medigest.members.consents.signals import consent_withdrawn
from medigest.members.models import Consent
from medigest.members.viewer import register_fact, register_moderation, register_suspension


def connect() -> None:
    """Called once, when the app is ready."""
    conditions_created.connect(_open_boards)
    conditions_described.connect(_retitle)
    conditions_described.connect(_index_articles)
    conditions_merging.connect(_adopt)
    board_adopted.connect(_follow)
    thread_leaving.connect(_keep_moments)
    posts_moved.connect(_carry_marks)
    hierarchy_growing.connect(_ask_about_grants)
    content_changed.connect(_requote)
    content_changed.connect(_enqueue)
    content_changed.connect(_index_posts)
    articles_changed.connect(_index_articles)
    post_decided.connect(_notify_of_decision)
    decided.connect(_notify_of_decision)
    editor_decided.connect(_notify_of_decision)
    post_published.connect(_notify_of_post)
    answer_accepted.connect(_notify_of_answer)
    reacted.connect(_notify_of_reaction)
    consent_withdrawn.connect(_hide_activity)
    correction_decided.connect(_notify_of_correction)
    kinds.register(*decisions.KINDS, *replies.KINDS, reports.KIND, *corrections.KINDS, reactions.KIND, accepted.KIND)
    notice_mail.register()
    digest.register()
    register_transparency()
    reports_answered.connect(_tell_reporters)
    register_kind(crisis.KIND, crisis.compose)
    register_moderation(moderation_of)
    register_fact("moderates", moderates_fact)
    register_fact("unread", unread_fact)
    register_suspension(suspension_of)
    register_fact("sanctioned", sanctioned_fact)
    register_fact("suspended", suspended_fact)


def _open_boards(sender: Any, ids: list[int], **kwargs: Any) -> None:
    open_boards(ids)


def _retitle(sender: Any, ids: list[int], **kwargs: Any) -> None:
    retitle(ids)


def _adopt(sender: Any, survivor_id: int, merged_id: int, **kwargs: Any) -> None:
    adopt(survivor_id=survivor_id, merged_id=merged_id)


def _follow(sender: Any, new_id: int, old_id: int, **kwargs: Any) -> None:
    moves = (move_sanctions, move_rules, move_queue, move_appeals, leave_out_too, move_follows, forget_moments)
    for move in moves:
        move(new_id=new_id, old_id=old_id)


def _keep_moments(sender: Any, thread_id: int, **kwargs: Any) -> None:
    keep_moments(thread_id=thread_id)


def _carry_marks(sender: Any, source_id: int, target_id: int, beyond: int, **kwargs: Any) -> None:
    carry_marks(source_id=source_id, target_id=target_id, beyond=beyond)


def _ask_about_grants(sender: Any, pairs: dict[int, set[int]], confirmed: bool, **kwargs: Any) -> None:
    if not confirmed:
        refuse_wider_grants(pairs)


def _requote(sender: Any, post_ids: list[int], **kwargs: Any) -> None:
    requote(post_ids)


def _enqueue(sender: Any, post_ids: list[int], **kwargs: Any) -> None:
    enqueue(post_ids)


def _index_posts(sender: Any, post_ids: list[int], **kwargs: Any) -> None:
    index_posts(post_ids)


def _index_articles(sender: Any, ids: list[int], **kwargs: Any) -> None:
    index_articles(ids)


def _tell_reporters(sender: Any, decision_id: int, member_ids: list[int], **kwargs: Any) -> None:
    reports.notify_of_outcome(decision_id, member_ids)


def _notify_of_decision(sender: Any, decision_id: int, **kwargs: Any) -> None:
    decisions.notify_of_decision(decision_id)


def _notify_of_post(sender: Any, post_id: int, **kwargs: Any) -> None:
    replies.notify_of_post(post_id)


def _notify_of_answer(sender: Any, post_id: int, by_id: int | None, **kwargs: Any) -> None:
    accepted.notify_of_answer(post_id, by_id)


def _notify_of_reaction(sender: Any, reaction_id: int, **kwargs: Any) -> None:
    reactions.notify_of_reaction(reaction_id)


def _notify_of_correction(sender: Any, correction_id: int, member_id: int | None, **kwargs: Any) -> None:
    corrections.notify_of_correction(correction_id, member_id)


def _hide_activity(sender: Any, member_id: int, kind: str, **kwargs: Any) -> None:
    if kind == Consent.Kind.HEALTH_DATA:
        hide(member_id=member_id)
