"""Approve what waits: a held post, an edit, or a reported post that is fine."""

from forums.review.deciding import AlreadyDecided, close_reports, decide, deciding_post
from forums.review.models import Report
from forums.review.reasons import Reason
from forums.threads import counting
from forums.threads.edit import apply_revision
from forums.threads.models import State
from forums.threads.publish import publish_post
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def approve(*, viewer: Viewer, post_id: int, reason: Reason = Reason.FINE, statement: str = "") -> Decision:
    """Publish a held post, apply a waiting edit, or close the reports of a post that may stay.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Post.DoesNotExist.
    """
    with deciding_post(viewer, post_id) as (post, thread):
        reported = Report.objects.filter(post=post, closed_by=None).exists()
        if post.state == State.HELD:
            action = "approve"
        elif post.state == State.PUBLISHED and post.pending:
            action = "approve-edit"
        elif post.state == State.PUBLISHED and reported:
            action = "keep"
        else:
            raise AlreadyDecided
        decision = decide(viewer=viewer, action=action, target=post, thread=thread, reason=reason, statement=statement)
        if action == "approve":
            publish_post(post, thread, decision)
        elif post.pending:
            apply_revision(post, post.pending)
            counting.save_thread(thread)
        close_reports(post, decision)
        return decision
