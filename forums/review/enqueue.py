"""Keep the queue: called with every change of content, inside its transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Min

from forums.review.crisis import open_calls
from forums.review.models import CrisisCall, QueueItem, Report, rank_of
from forums.review.reasons import Reason, Urgency, most_pressing, urgency_of
from forums.rules.models import Rule
from forums.threads.models import Post, State

# Only these wait when readers report them; what is gone from sight by its author's hand does not.
REPORTABLE_STATES = (State.PUBLISHED, State.HIDDEN)
_KEPT = ["board", "not_for", "held", "edited", "ruled", "reports", "reason", "urgency", "since", "rank"]


def enqueue(post_ids: Sequence[int]) -> None:
    """Put the posts that wait for a moderator in the queue, and take out those that wait no more.

    A claim that somebody holds on a post stays.
    """
    posts = list(Post.objects.filter(pk__in=post_ids).select_related("thread", "pending"))
    reports = _open_reports(post_ids)
    calls = _calls(posts, reports)
    rows = [row for row in (_row(post, reports[post.pk], calls.get(post.pk)) for post in posts) if row]
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


def _calls(posts: Sequence[Post], reports: defaultdict[int, list[dict[str, Any]]]) -> dict[int, CrisisCall]:
    """The open calls about these posts: opened now where one says so, and open until somebody answers."""
    held = {post.pk for post in posts if post.crisis and (post.state == State.HELD or post.pending)}
    reported = {pk for pk, rows in reports.items() if any(row["reason"] == Reason.SELF_HARM for row in rows)}
    opened = open_calls([post for post in posts if post.pk in held | reported])
    standing = CrisisCall.objects.filter(post__in=posts, answered_at=None)
    return {call.post_id: call for call in [*standing, *opened.values()] if call.answered_at is None}


def _row(post: Post, reports: Iterable[dict[str, Any]], call: CrisisCall | None) -> QueueItem | None:
    """The post's row in the queue, None where nothing about it waits."""
    reports = list(reports) if post.state in REPORTABLE_STATES else []
    held, edited = post.state == State.HELD, post.pending is not None and post.state == State.PUBLISHED
    times: list[datetime] = [row["first"] for row in reports]
    if call:  # also where the author took the text back: somebody looks after them all the same
        times.append(call.opened_at)
    if held:
        times.append(post.created_at)
    if edited and post.pending:
        times.append(post.pending.created_at)
    if not times:
        return None
    reason = most_pressing(row["reason"] for row in reports)
    urgency, since = urgency_of(reason), min(times)
    if any(hit["action"] == Rule.Action.FIRST for hit in post.found):
        urgency = min(urgency, Urgency.URGENT)
    if call:
        urgency, reason = Urgency.CRISIS, reason or Reason.SELF_HARM
    return QueueItem(
        post=post,
        board_id=post.thread.board_id,
        not_for_id=post.author_id,
        held=held,
        edited=edited,
        ruled=bool(post.found) and (held or edited),
        reports=sum(row["number"] for row in reports),
        reason=reason,
        urgency=urgency,
        since=since,
        rank=rank_of(urgency, since),
    )
