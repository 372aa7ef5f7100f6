"""Hide a published post, or a whole thread."""

from forums.review.deciding import close_reports, decide, deciding_post, deciding_thread
from forums.review.reasons import Reason
from forums.threads.models import State
from forums.threads.withdraw import withdraw_post, withdraw_thread
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def hide(*, viewer: Viewer, post_id: int, reason: Reason, statement: str) -> Decision:
    """Hide a post; a stub stays in its place, and its open reports are answered.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Post.DoesNotExist.
    """
    with deciding_post(viewer, post_id) as (post, thread):
        decision = decide(viewer=viewer, action="hide", target=post, thread=thread, reason=reason, statement=statement)
        withdraw_post(post, thread, State.HIDDEN, decision)
        close_reports(post, decision)
        return decision


def hide_thread(*, viewer: Viewer, thread_id: int, reason: Reason, statement: str) -> Decision:
    """Hide a thread with its title and posts. Raises Forbidden, AlreadyDecided, ReasonOwed, Thread.DoesNotExist."""
    with deciding_thread(viewer, thread_id) as thread:
        decision = decide(
            viewer=viewer, action="hide", target=thread, thread=thread, reason=reason, statement=statement
        )
        withdraw_thread(thread, decision)
        return decision
