"""Show again what a moderator hid."""

from forums.review.deciding import AlreadyDecided, close_reports, decide, deciding_post, deciding_thread
from forums.review.reasons import Reason
from forums.review.redact import put_quotes_back
from forums.threads.models import State
from forums.threads.publish import publish_post, publish_thread
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def restore(*, viewer: Viewer, post_id: int, reason: Reason, statement: str) -> Decision:
    """Show a hidden post again in its old place. Raises Forbidden, AlreadyDecided, ReasonOwed, Post.DoesNotExist."""
    with deciding_post(viewer, post_id) as (post, thread):
        if post.state != State.HIDDEN:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="restore", target=post, thread=thread, reason=reason, statement=statement
        )
        publish_post(post, thread, decision)
        put_quotes_back(post, thread)
        close_reports(post, decision)
        return decision


def restore_thread(*, viewer: Viewer, thread_id: int, reason: Reason, statement: str) -> Decision:
    """Show a hidden thread again. Raises Forbidden, AlreadyDecided, ReasonOwed, Thread.DoesNotExist."""
    with deciding_thread(viewer, thread_id, judges=True) as thread:
        decision = decide(
            viewer=viewer, action="restore", target=thread, thread=thread, reason=reason, statement=statement
        )
        publish_thread(thread, decision)
        return decision
