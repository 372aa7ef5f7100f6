"""What the queue and an item's page show of a post that waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.appeals.identities import as_themselves
from forums.boards.models import Board
from forums.notices.words import ACTIONS, action_label
from forums.review.models import QueueItem, Report
from forums.review.reasons import DISTRESSING, Urgency, label_of
from forums.review.redact import near
from forums.review.reporters import Record, records_of
from forums.threads.models import Post, State
from forums.threads.quotes import named, quotes
from forums.threads.rows import PostRow, post_row, with_authors
from forums.threads.shown import AUTHOR, handle_of, shown_author
from forums.web.posts import place_of
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.viewer import Viewer

EXCERPT = 280
CONTEXT_BEFORE, CONTEXT_AFTER = 3, 2
MOST_DECISIONS = 10
MOST_ANSWERS = 20

OVERTAKEN = gettext_lazy("Nothing was changed: somebody else has decided this already, or the whole thread is hidden.")
MATTERS = {"appeal": gettext_lazy("An appeal"), "correction": gettext_lazy("A correction of an article")}
BULK_LABELS = {
    "approve": gettext_lazy("Publish, or keep"),
    "reject": gettext_lazy("Do not publish"),
    "hide": gettext_lazy("Hide"),
}

DEFAULT_STATEMENTS = {
    "attend": gettext_lazy(
        "Thank you for writing. We have read it, and we are glad that you told somebody. We are not doctors, and the "
        "people of a help line can do more than we can: please call one, or somebody near you."
    ),
    "reject": gettext_lazy(
        "Thank you for writing. We could not publish this text as it is, because of the reason above. "
        "Your text is kept: you can change it and send it again."
    ),
    "hide": gettext_lazy(
        "We have hidden this text, because of the reason above. Only you and the moderators can still read it."
    ),
}


@dataclass(frozen=True)
class Action:
    """A decision that fits the state a post has now. `key`: the key that chooses it."""

    key: str
    action: str
    label: str
    default_statement: str = ""


@dataclass
class Item:
    """What waits, as the queue and its own page show it. `covered`: it may hurt to read, so it is opened by choice."""

    post: PostRow | None
    thread_title: str
    thread_url: str
    board_title: str
    excerpt: str
    kinds: list[str]
    since: datetime
    url: str
    reports: list[dict[str, Any]] = field(default_factory=list)
    id: int = 0
    urgency: int = Urgency.ORDINARY
    board_slug: str = ""
    holder: str = ""
    mine: bool = False
    covered: bool = False
    hits: list[dict[str, Any]] = field(default_factory=list)


def item_url(item: QueueItem) -> str:
    """Where an item is decided: its own page, or the page that its matter names."""
    return item.url or reverse("moderation:item", args=[item.post_id])


def item_of(
    viewer: Viewer,
    post: Post,
    waiting: QueueItem | None,
    reports: Sequence[Report],
    records: dict[int, Record] | None = None,
) -> Item:
    """The item of a post fetched with its thread and board, on a board that the viewer moderates.

    `records` tells how earlier reports of the reporters ended.
    """
    kinds = [kind for kind in ("held", "edited") if waiting and getattr(waiting, kind)]
    text = post.pending.html if post.pending else post.html
    return Item(
        post=post_row(viewer, post, post.thread, moderates=True, writes=False, judged=True),
        thread_title=post.thread.title,
        thread_url=place_of(post),
        board_title=post.thread.board.title,
        board_slug=post.thread.board.slug,
        excerpt=Truncator(strip_tags(text)).chars(EXCERPT),
        kinds=["edit" if kind == "edited" else kind for kind in kinds]
        + (["report"] if reports else [])
        + (["rule"] if waiting and waiting.ruled else []),
        since=waiting.since if waiting else post.created_at,
        url=reverse("moderation:item", args=[post.pk]),
        reports=[_report(report, post, (records or {}).get(report.reporter_id or 0)) for report in reports],
        covered=any(report.reason in DISTRESSING for report in reports) or post.crisis,
        hits=list(post.found),
        **_waits(viewer, waiting),
    )


def matter_of(viewer: Viewer, waiting: QueueItem) -> Item:
    """The item of a matter that is no post, fetched with its board."""
    return Item(
        post=None,
        thread_title=waiting.heading or str(MATTERS.get(waiting.matter, waiting.matter)),
        thread_url=waiting.url,
        board_title=waiting.board.title if waiting.board else _("The whole site"),
        board_slug=waiting.board.slug if waiting.board else "",
        excerpt="",
        kinds=[waiting.matter],
        since=waiting.since,
        url=waiting.url,
        **_waits(viewer, waiting),
    )


def _waits(viewer: Viewer, waiting: QueueItem | None) -> dict[str, Any]:
    """Since when and for whom an item waits, and who is at it."""
    if waiting is None:
        return {}
    holder = waiting.holder(viewer)
    mine = waiting.claimed_by_id == viewer.member_id and waiting.claimed_until and waiting.claimed_until > clock.now()
    return {"id": waiting.pk, "urgency": waiting.urgency, "holder": handle_of(holder), "mine": bool(mine)}


def _report(report: Report, post: Post, record: Record | None) -> dict[str, Any]:
    return {
        "reason_label": label_of(report.reason),
        "note": report.note,
        "reporter_handle": handle_of(report.reporter),
        "record": record,
        "created_at": report.created_at,
        # The text as it was when it was reported, where it says something else by now.
        "snapshot": report.snapshot if report.snapshot != post.source else "",
    }


def with_records(reports: Sequence[Report]) -> dict[int, Record]:
    """How earlier reports of these reporters ended, in one query."""
    return records_of([report.reporter_id for report in reports if report.reporter_id])


def open_reports(post_ids: Sequence[int]) -> dict[int, list[Report]]:
    """The open reports of each post, oldest first, in one query."""
    found: dict[int, list[Report]] = {}
    reports = Report.objects.filter(post_id__in=post_ids, closed_by=None).select_related("reporter")
    for report in reports.order_by("pk"):
        found.setdefault(report.post_id, []).append(report)
    return found


def actions(post: Post, reported: bool, called: bool = False) -> list[Action]:
    """The decisions that fit the state the post has now; `called`: somebody may be in danger, and waits for a word."""
    attend = Action("c", "attend", _("I have taken care"), str(DEFAULT_STATEMENTS["attend"]))
    return ([attend] if called else []) + _fitting(post, reported)


def _fitting(post: Post, reported: bool) -> list[Action]:

    def act(key: str, action: str, label: str) -> Action:
        return Action(key, action, label, str(DEFAULT_STATEMENTS.get(action, "")))

    if post.state == State.HELD:
        return [act("a", "approve", _("Publish")), act("x", "reject", _("Do not publish"))]
    if post.state == State.HIDDEN:
        return [act("s", "restore", _("Show again")), *([act("h", "hide", _("Keep hidden"))] if reported else [])]
    if post.state != State.PUBLISHED:
        return []
    offered = []
    if post.pending:
        offered += [act("a", "approve", _("Publish the edit")), act("x", "reject", _("Do not take the edit"))]
    elif reported:
        offered.append(act("a", "approve", _("Keep the post")))
    return [*offered, act("h", "hide", _("Hide"))]


def here(viewer: Viewer, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of boards that the viewer moderates: a statement is for its author and their board's moderators."""
    if viewer.moderation.everywhere:
        return decisions
    return decisions.filter(place_id__in=Board.objects.moderated_by(viewer).values("pk"))


def about(viewer: Viewer, member: Member | None) -> QuerySet[Decision]:
    """Those about a member, and nothing that they wrote under an alias."""
    return as_themselves(here(viewer, Decision.objects.filter(member=member, action__in=ACTIONS)))


def decisions(rows: QuerySet[Decision]) -> list[dict[str, Any]]:
    """The newest decisions of a query, in words."""
    return [
        {
            "action_label": action_label(row.action),
            "reason_label": label_of(row.reason),
            "created_at": row.created_at,
            "statement": row.statement,
        }
        for row in rows.order_by("-pk")[:MOST_DECISIONS]
    ]


def answers(post: Post) -> list[dict[str, Any]]:
    """Posts that answer it or quote it. `quotes`: hiding this post takes words out of that one."""
    found = near(post).select_related(*AUTHOR)
    rows = [(one, post.pk in named(one.source) or quotes(one.source, post.source, post.pk)) for one in found]
    return [
        {
            "position": one.position,
            "handle": shown_author(one).name,
            "url": reverse("moderation:item", args=[one.pk]),
            "quotes": quoting,
        }
        for one, quoting in rows
        if quoting or one.reply_to_id == post.pk
    ][:MOST_ANSWERS]


def around(viewer: Viewer, post: Post) -> tuple[list[PostRow], list[PostRow]]:
    """The posts before and after, as far as they have places."""
    place = post.position or post.thread.last_position + 1
    near = with_authors(
        Post.objects.filter(
            thread=post.thread, position__gte=place - CONTEXT_BEFORE, position__lte=place + CONTEXT_AFTER
        ).exclude(pk=post.pk)
    )
    rows = []
    for one in near.order_by("position"):
        one.thread = post.thread
        row = post_row(viewer, one, post.thread, moderates=True, writes=False, judged=True)
        if row:
            rows.append(row)
    return [row for row in rows if (row.position or 0) < place], [row for row in rows if (row.position or 0) > place]
