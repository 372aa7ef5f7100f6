"""Look behind an alias: a moderator is told who writes there. It is a decision, and the member is told of it."""

from datetime import timedelta

from forums.review.deciding import decide, deciding_post
from forums.review.reasons import Reason
from forums.threads.models import Post
from forums.threads.publish import WrongState
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.viewer import Viewer

ACTION = "look-behind"
# So long the moderator who looked is shown who it is.
LASTS = timedelta(days=7)


def look_behind(*, viewer: Viewer, post_id: int, reason: Reason, statement: str = "") -> Decision:
    """Have the viewer shown who writes under the post's alias, for a while; its state stays as it is.

    Raises Forbidden, ClaimedByAnother, AlreadyDecided where nobody is behind it, ReasonOwed, Post.DoesNotExist.
    """
    with deciding_post(viewer, post_id) as (post, thread):
        if post.alias_id is None or post.author_id is None:
            raise WrongState
        return decide(
            viewer=viewer,
            action=ACTION,
            target=post,
            thread=thread,
            reason=reason,
            statement=statement,
            answers=False,
        )


def behind(viewer: Viewer, post: Post) -> Member | None:
    """Who writes under the post's alias, for a moderator who looked and whose look still lasts."""
    if post.alias_id is None:
        return None
    same = Post.objects.filter(alias_id=post.alias_id).values("pk")
    looks = Decision.objects.filter(actor_id=viewer.member_id, action=ACTION, target_kind="post", target_id__in=same)
    lasting = looks.filter(created_at__gt=clock.now() - LASTS).exclude(appeal__outcome="upheld")
    return Member.objects.filter(posts=post, pk__in=lasting.values("member")).first()
