"""What the decisions share: the lock, the right to decide, the row in the audit log, the word to the author."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from forums import policy
from forums.boards.moderation import moderates
from forums.review.claims import enforce_free
from forums.review.crisis import answered
from forums.review.models import QueueItem, Report
from forums.review.reasons import Reason
from forums.review.telling import tell_reporters
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import Post, Thread
from forums.threads.publish import WrongState
from forums.threads.signals import content_changed, post_decided
from medigest.audit.models import Decision
from medigest.audit.record import record
from medigest.members.viewer import Viewer

TAKES_AWAY = ("reject", "reject-edit", "hide", "uphold", "amend", "look-behind")
OWES_A_WORD = (*TAKES_AWAY, "attend")


class ReasonOwed(ValueError):
    """The decision lacks what its author is owed; `problems` maps a field to how to mend it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def what_is_owed(action: str, reason: Reason, statement: str) -> dict[str, str]:
    """What a decision still lacks, by field: what takes a text away owes a broken rule and a word on why."""
    problems = {}
    if action in TAKES_AWAY and reason == Reason.FINE:
        problems["reason"] = _("Choose the rule that was broken: the author is told it.")
    if action in OWES_A_WORD and not statement.strip():
        problems["statement"] = _("Write a sentence or two to the author: every such decision is explained.")
    if action in ("approve", "approve-edit", "keep") and reason != Reason.FINE:
        problems["reason"] = _("What is published or kept breaks no rule. For a broken rule choose another action.")
    return problems


class AlreadyDecided(Exception):
    """Somebody else decided this meanwhile; nothing was changed."""


def why_not_decide(viewer: Viewer, target: Post | Thread, thread: Thread) -> str:
    """Why the viewer may not decide about a post, or a whole thread, of one that was fetched with its board."""
    return policy.why_not_decide(
        moderates=moderates(viewer, thread.board), own=viewer.is_member and target.author_id == viewer.member_id
    )


@contextmanager
def deciding_post(viewer: Viewer, post_id: int) -> Iterator[tuple[Post, Thread]]:
    """The post, locked for a decision, in a transaction.

    Raises Forbidden, ClaimedByAnother, AlreadyDecided, Post.DoesNotExist.
    """
    try:
        with transaction.atomic():
            post, thread = lock_post(post_id)
            policy.enforce(why_not_decide(viewer, post, thread))
            enforce_free(viewer, post_id)
            yield post, thread
    except WrongState as error:
        raise AlreadyDecided from error


@contextmanager
def deciding_thread(viewer: Viewer, thread_id: int, *, judges: bool = False) -> Iterator[Thread]:
    """The thread, locked for a decision, in a transaction; `judges`: it goes out of sight or comes back, which nobody
    decides about what they began.

    Raises Forbidden, AlreadyDecided, Thread.DoesNotExist.
    """
    try:
        with transaction.atomic():
            thread = lock_thread(thread_id)
            if judges:
                policy.enforce(why_not_decide(viewer, thread, thread))
            else:
                policy.enforce(policy.why_not_moderate(moderates(viewer, thread.board)))
            yield thread
    except WrongState as error:
        raise AlreadyDecided from error


def decide(
    *,
    viewer: Viewer,
    action: str,
    target: Post | Thread,
    thread: Thread,
    reason: Reason,
    statement: str,
    answers: bool = True,
) -> Decision:
    """Record the decision and tell the author; `answers`: an open call about the post has its answer by it.

    Raises ReasonOwed.
    """
    problems = what_is_owed(action, reason, statement)
    if problems:
        raise ReasonOwed(problems)
    basis, since = _how_it_came(target)
    decision = record(
        actor_id=viewer.member_id,
        action=action,
        target_kind="post" if isinstance(target, Post) else "thread",
        target_id=target.pk,
        reason=reason,
        statement=statement.strip(),
        member_id=target.author_id,
        place_id=thread.board_id,
        basis=basis,
        since=since,
    )
    if answers and isinstance(target, Post):
        answered(target, decision)
    post_decided.send(sender=Decision, decision_id=decision.pk)
    return decision


def _how_it_came(target: Post | Thread) -> tuple[str, datetime | None]:
    """How the target came before a moderator, and from when it waited. A reader's report outweighs the rest."""
    waiting = QueueItem.objects.filter(post=target).first() if isinstance(target, Post) else None
    if waiting is None:
        return Decision.Basis.OWN, None
    if waiting.reports:
        return Decision.Basis.REPORT, waiting.since
    return Decision.Basis.RULE if waiting.ruled else Decision.Basis.REVIEW, waiting.since


def close_reports(post: Post, decision: Decision) -> None:
    """The decision answers every open report of the post; on commit its reporters are told how it ended."""
    waiting = Report.objects.filter(post=post, closed_by=None)
    reporters = [pk for pk in waiting.values_list("reporter_id", flat=True) if pk]
    waiting.update(closed_by=decision)
    if reporters:
        tell_reporters(decision, reporters)
    content_changed.send(sender=Post, post_ids=[post.pk])
