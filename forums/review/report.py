"""A reader reports a post."""

from dataclasses import dataclass

from django.db import transaction

from forums import policy
from forums.review.models import Report
from forums.review.reasons import REPORTABLE, Reason
from forums.review.weigh import hide_where_it_weighs_enough
from forums.threads.locking import lock_post
from forums.threads.models import Post
from forums.threads.signals import content_changed
from medigest.kit import clock
from medigest.members.viewer import Viewer


@dataclass(frozen=True)
class Reported:
    """`repeated` where this reader's report of the post is open already."""

    report: Report
    repeated: bool


def report(*, viewer: Viewer, post_id: int, reason: Reason, note: str) -> Reported:
    """Report a post the viewer may see, with a snapshot of what it says now; enough of them hide it for a while.

    Raises Forbidden, ValueError for a reason that no report can have, Post.DoesNotExist.
    """
    if reason not in REPORTABLE:
        raise ValueError(f"{reason} is no reason of a report")
    with transaction.atomic():
        post, thread = lock_post(post_id)
        policy.enforce(policy.why_not_report(viewer, author_id=post.author_id, state=post.state))
        made, created = Report.objects.get_or_create(
            post=post,
            reporter_id=viewer.member_id,
            closed_by=None,
            defaults={
                "reason": reason,
                "note": note.strip(),
                "snapshot": post.source,
                "created_at": clock.now(),
            },
        )
        if created:
            content_changed.send(sender=Post, post_ids=[post.pk])
            hide_where_it_weighs_enough(post, thread)
        return Reported(made, repeated=not created)
