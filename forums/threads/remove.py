"""An author takes a post back."""

from django.db import transaction

from forums import policy
from forums.threads.locking import lock_post
from forums.threads.models import Post, State
from forums.threads.withdraw import withdraw_post
from medigest.members.viewer import Viewer


def remove(*, viewer: Viewer, post_id: int) -> Post:
    """Withdraw a post that waits, remove one that was published. Raises Forbidden, Post.DoesNotExist."""
    with transaction.atomic():
        post, thread = lock_post(post_id)
        policy.enforce(policy.why_not_remove(viewer, author_id=post.author_id, state=post.state))
        waiting = post.position is None
        withdraw_post(post, thread, State.WITHDRAWN if waiting else State.REMOVED)
        return post
