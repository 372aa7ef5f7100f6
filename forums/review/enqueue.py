"""Keep the queue: called with every change of content, inside its transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Min

from forums.review.models import QueueItem, Report, rank_of
from forums.review.reasons import most_pressing, urgency_of
from forums.threads.models import Post, State

# Only these wait when readers report them; what is gone from sight by its author's hand does not.
REPORTABLE_STATES = (State.PUBLISHED, State.HIDDEN)
_KEPT = ["board", "held", "edited", "reports", "reason", "urgency", "since", "rank"]


def enqueue(post_ids: Sequence[int]) -> None:
    """Put the posts that wait for a moderator in the queue, and take out those that wait no more.

    A claim that somebody holds on a post stays.
    """
    posts = list(Post.objects.filter(pk__in=post_ids).select_related("thread", "pending"))
    reports = _open_reports(post_ids)
    rows = [row for row in (_row(post, reports[post.pk]) for post in posts) if row]
    waiting = {row.post_id for row in rows}
    QueueItem.objects.filter(post__in=[post.pk for post in posts if post.pk not in waiting]).delete()
    QueueItem.objects.bulk_create(rows, update_conflicts=True, unique_fields=["post"], update_fields=_KEPT)


def _open_reports(post_ids: Sequence[int]) -> defaultdict[int, list[dict[str, Any]]]:
    """Of each post, how many open reports there are for each reason, and since when."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Report.objects.filter(post__in=post_ids, closed_by=None).order_by().values("post_id", "reason")
    for row in rows.annotate(number=Count("pk"), first=Min("created_at")):
        found[row["post_id"]].append(dict(row))
    return found


def _row(post: Post, reports: Iterable[dict[str, Any]]) -> QueueItem | None:
    """The post's row in the queue, None where nothing about it waits."""
    reports = list(reports) if post.state in REPORTABLE_STATES else []
    held, edited = post.state == State.HELD, post.pending is not None and post.state == State.PUBLISHED
    times: list[datetime] = [row["first"] for row in reports]
    if held:
        times.append(post.created_at)
    if edited and post.pending:
        times.append(post.pending.created_at)
    if not times:
        return None
    reason = most_pressing(row["reason"] for row in reports)
    urgency, since = urgency_of(reason), min(times)
    return QueueItem(
        post=post,
        board_id=post.thread.board_id,
        held=held,
        edited=edited,
        reports=sum(row["number"] for row in reports),
        reason=reason,
        urgency=urgency,
        since=since,
        rank=rank_of(urgency, since),
    )
