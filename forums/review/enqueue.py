"""Keep the queue: called with every change of content, inside its transaction."""

from collections.abc import Sequence

from django.db.models import Count, Min, Q

from forums.review.models import QueueItem
from forums.threads.models import Post, State


def enqueue(post_ids: Sequence[int]) -> None:
    """Put the posts that wait for a moderator in the queue, and take out those that wait no more."""
    waiting = Q(closed_by=None)
    posts = Post.objects.filter(pk__in=post_ids).select_related("thread", "pending")
    for post in posts:
        open_reports = post.reports.filter(waiting).aggregate(number=Count("pk"), first=Min("created_at"))
        held, edited = post.state == State.HELD, post.pending is not None and post.state == State.PUBLISHED
        reported = open_reports["number"] if post.state == State.PUBLISHED else 0
        if not (held or edited or reported):
            QueueItem.objects.filter(post=post).delete()
            continue
        times = [
            post.created_at if held else None,
            post.pending.created_at if edited and post.pending else None,
            open_reports["first"] if reported else None,
        ]
        QueueItem.objects.update_or_create(
            post=post,
            defaults={
                "board_id": post.thread.board_id,
                "held": held,
                "edited": edited,
                "reports": reported,
                "since": min(moment for moment in times if moment),
            },
        )
