"""Hide a published post, or a whole thread."""

from forums.review.deciding import close_reports, decide, deciding_post, deciding_thread
from forums.review.models import Report
from forums.review.reasons import Reason
from forums.review.redact import redact_quotes
from forums.threads import counting
from forums.threads.models import State
from forums.threads.withdraw import withdraw_post, withdraw_thread
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def hide(*, viewer: Viewer, post_id: int, reason: Reason, statement: str) -> Decision:
    """Hide a post; a stub stays in its place, quotations of it are taken out, and its open reports are answered.

    One that readers' reports have hidden stays hidden: then it is a moderator's decision.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Post.DoesNotExist.
    """
    with deciding_post(viewer, post_id) as (post, thread):
        stays = post.state == State.HIDDEN and Report.objects.filter(post=post, closed_by=None).exists()
        action = "uphold" if stays else "hide"
        decision = decide(viewer=viewer, action=action, target=post, thread=thread, reason=reason, statement=statement)
        if stays:
            post.decision = decision
            post.save(update_fields=["decision"])
            counting.save_thread(thread)
        else:
            withdraw_post(post, thread, State.HIDDEN, decision)
        redact_quotes(post, thread, decision)
        close_reports(post, decision)
        return decision


def hide_thread(*, viewer: Viewer, thread_id: int, reason: Reason, statement: str) -> Decision:
    """Hide a thread with its title and posts. Raises Forbidden, AlreadyDecided, ReasonOwed, Thread.DoesNotExist."""
    with deciding_thread(viewer, thread_id, judges=True) as thread:
        decision = decide(
            viewer=viewer, action="hide", target=thread, thread=thread, reason=reason, statement=statement
        )
        withdraw_thread(thread, decision)
        return decision
