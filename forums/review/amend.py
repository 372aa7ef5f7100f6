"""Change a post's text visibly: everybody reads that a moderator did, and why."""

from django.utils.translation import gettext as _

from forums.review.deciding import AlreadyDecided, ReasonOwed, close_reports, decide, deciding_post
from forums.review.reasons import Reason
from forums.threads.edit import EditedMeanwhile, amend_post
from forums.threads.models import State
from forums.threads.submission import rendered
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def amend(
    *, viewer: Viewer, post_id: int, body: str, note: str, opened_edits: int, reason: Reason, statement: str
) -> Decision:
    """Replace the text of a published or held post; its history keeps the text of before, its author is told.

    `note` is read by everybody. A waiting edit is decided first. Raises Forbidden, ClaimedByAnother, TextRefused,
    EditedMeanwhile, AlreadyDecided, ReasonOwed, Post.DoesNotExist.
    """
    html = rendered(body)
    if not note.strip():
        raise ReasonOwed({"note": _("Say in a few words what you changed: everybody reads it.")})
    with deciding_post(viewer, post_id) as (post, thread):
        if post.state not in (State.PUBLISHED, State.HELD) or post.pending:
            raise AlreadyDecided
        if post.edits != opened_edits:
            raise EditedMeanwhile(post)
        decision = decide(viewer=viewer, action="amend", target=post, thread=thread, reason=reason, statement=statement)
        amend_post(post, thread, body, html, " ".join(note.split()), decision)
        close_reports(post, decision)
        return decision
