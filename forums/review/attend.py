"""Answer a call: a moderator has taken care of somebody who may be in danger."""

from forums.review.deciding import AlreadyDecided, close_reports, decide, deciding_post
from forums.review.models import CrisisCall
from forums.review.reasons import Reason
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def attend(*, viewer: Viewer, post_id: int, reason: Reason = Reason.SELF_HARM, statement: str) -> Decision:
    """Answer the open call about a post, whose state stays as it is, with a word to its author.

    Raises Forbidden, ClaimedByAnother, AlreadyDecided, ReasonOwed, Post.DoesNotExist.
    """
    with deciding_post(viewer, post_id) as (post, thread):
        if not CrisisCall.objects.filter(post=post, answered_at=None).exists():
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="attend", target=post, thread=thread, reason=reason, statement=statement
        )
        close_reports(post, decision)
        return decision
