"""Do not publish what waits: a held post, or an edit."""

from forums.review.deciding import AlreadyDecided, close_reports, decide, deciding_post
from forums.review.reasons import Reason
from forums.threads import counting
from forums.threads.edit import refuse_revision
from forums.threads.models import State
from forums.threads.signals import content_changed
from forums.threads.withdraw import withdraw_post
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def reject(*, viewer: Viewer, post_id: int, reason: Reason, statement: str) -> Decision:
    """Reject a held post (its author keeps the text and can send it again) or a waiting edit.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Post.DoesNotExist.
    """
    with deciding_post(viewer, post_id) as (post, thread):
        edited = post.state == State.PUBLISHED and post.pending is not None
        if post.state != State.HELD and not edited:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer,
            action="reject-edit" if edited else "reject",
            target=post,
            thread=thread,
            reason=reason,
            statement=statement,
        )
        if edited and post.pending:
            refuse_revision(post, post.pending)
            counting.save_thread(thread)
            content_changed.send(sender=type(post), post_ids=[post.pk])
        else:
            withdraw_post(post, thread, State.REJECTED, decision)
            close_reports(post, decision)
        return decision
