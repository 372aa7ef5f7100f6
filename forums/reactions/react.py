"""React to a post, or take a reaction back. The post counts in the same transaction."""

from django.db import transaction
from django.db.models import F

from forums import policy
from forums.reactions.models import Reaction
from forums.reactions.signals import reacted
from forums.threads.locking import lock_post
from forums.threads.models import Post, ReactionKind
from forums.threads.submission import standing_of
from medigest.members.viewer import Viewer


def react(*, viewer: Viewer, post_id: int, kind: ReactionKind) -> None:
    """Let the viewer react to a post that they may see; again changes nothing. Raises Forbidden."""
    standing = standing_of(viewer)
    with transaction.atomic():
        # The thread first, as every verb that changes a post: its version moves with the count.
        post, thread = lock_post(post_id)
        policy.enforce(
            policy.why_not_react(
                viewer,
                standing,
                author_id=post.author_id,
                published=post.state == thread.state == "published",
                board_id=thread.board_id,
            )
        )
        reaction, created = Reaction.objects.get_or_create(member=viewer.member, post=post, kind=kind)
        if created:
            count(post_id, kind, 1)
            reacted.send(sender=Reaction, reaction_id=reaction.pk)


def take_back(*, member_id: int, post_id: int, kind: ReactionKind) -> None:
    """Let a member have reacted no more; harmless where they had not. Taking back is always free."""
    with transaction.atomic():
        lock_post(post_id)
        gone, _rows = Reaction.objects.filter(member_id=member_id, post=post_id, kind=kind).delete()
        if gone:
            count(post_id, kind, -1)


def count(post_id: int, kind: str, by: int) -> None:
    """Move a post's number of reactions; the caller holds the thread's lock."""
    Post.objects.filter(pk=post_id).update(**{kind: F(kind) + by})
