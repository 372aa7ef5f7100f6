"""Choose the post that answers a question, or let it be chosen no more."""

from django.db import transaction

from forums import policy
from forums.boards.moderation import moderates
from forums.threads import counting
from forums.threads.locking import lock_post
from forums.threads.models import Post, State, Thread, ThreadKind
from forums.threads.signals import answer_accepted, post_decided
from medigest.audit.models import Decision
from medigest.audit.record import record
from medigest.members.viewer import Viewer

# The reason of a moderator's choice: nothing was wrong.
FINE = "fine"


def accept(*, viewer: Viewer, post_id: int, chosen: bool = True) -> None:
    """Let a post stand as the answer to its thread's question, in place of another; not `chosen`: no more.

    A moderator's choice is a decision that the asker is told of. Again changes nothing. Raises Forbidden.
    """
    with transaction.atomic():
        post, thread = lock_post(post_id)
        own = viewer.is_member and thread.author_id == viewer.member_id
        policy.enforce(
            policy.why_not_accept(
                viewer,
                question=thread.kind == ThreadKind.QUESTION and not post.opening,
                own=own,
                moderates=moderates(viewer, thread.board),
                published=post.state == thread.state == State.PUBLISHED,
            )
        )
        if (thread.answer_id == post.pk) == chosen:
            return
        thread.answer = post if chosen else None
        counting.save_thread(thread, "answer")
        if not own:
            _record(viewer, thread)
        if chosen:
            answer_accepted.send(sender=Post, post_id=post.pk, by_id=viewer.member_id)


def _record(viewer: Viewer, thread: Thread) -> None:
    decision = record(
        actor_id=viewer.member_id,
        action="answer",
        target_kind="thread",
        target_id=thread.pk,
        reason=FINE,
        member_id=thread.author_id,
        place_id=thread.board_id,
        basis=Decision.Basis.OWN,
    )
    post_decided.send(sender=Decision, decision_id=decision.pk)
