"""Moderation: the queue, one item in its context, the decisions, the public log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.articles.disclaimers import in_force
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.notices.words import ACTIONS, action_label
from forums.review import approve, hide, reject, restore
from forums.review.deciding import AlreadyDecided
from forums.review.models import QueueItem, Report
from forums.review.reasons import Reason
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, State, Thread
from forums.threads.publish import WrongState
from forums.threads.rows import PostRow, handle_of, post_row, thread_url, with_authors
from forums.web.forms import DecisionForm
from forums.web.gates import post_gate
from forums.web.posts import place_of
from medigest.audit.models import Decision
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, keep_text, surface
from medigest.members.viewer import Viewer, viewer_of

QUEUE_SIZE = 20
LOG_SIZE = 50
EXCERPT = 280
# A public row names its board only where so many posts stand that it points to nobody.
LARGE_BOARD = 1000
OVERTAKEN = gettext_lazy("Nothing was changed: somebody else has decided this already, or the whole thread is hidden.")
CONTEXT_BEFORE, CONTEXT_AFTER = 3, 2
MOST_DECISIONS = 10

POST_ACTIONS: dict[str, Callable[..., Decision]] = {
    "approve": approve.approve,
    "reject": reject.reject,
    "hide": hide.hide,
    "restore": restore.restore,
}
THREAD_ACTIONS: dict[str, Callable[..., Decision]] = {
    "hide": hide.hide_thread,
    "restore": restore.restore_thread,
}
MARKS = {one.value[0]: one for one in Mark}

DEFAULT_STATEMENTS = {
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
    """A post that waits, as the queue and its own page show it."""

    post: PostRow | None
    thread_title: str
    thread_url: str
    board_title: str
    excerpt: str
    kinds: list[str]
    since: datetime
    url: str
    reports: list[dict[str, Any]] = field(default_factory=list)


def _item(viewer: Viewer, post: Post, waiting: QueueItem | None, reports: Sequence[Report]) -> Item:
    kinds = [kind for kind in ("held", "edited") if waiting and getattr(waiting, kind)]
    text = post.pending.html if post.pending else post.html
    return Item(
        post=post_row(viewer, post, post.thread, moderates=True, writes=False),
        thread_title=post.thread.title,
        thread_url=place_of(post),
        board_title=post.thread.board.title,
        excerpt=Truncator(strip_tags(text)).chars(EXCERPT),
        kinds=["edit" if kind == "edited" else kind for kind in kinds] + (["report"] if reports else []),
        since=waiting.since if waiting else post.created_at,
        url=reverse("moderation:item", args=[post.pk]),
        reports=[
            {
                "reason_label": report.get_reason_display(),
                "note": report.note,
                "reporter_handle": handle_of(report.reporter),
                "created_at": report.created_at,
                "snapshot": report.snapshot if report.snapshot != post.source else "",
            }
            for report in reports
        ],
    )


def _open_reports(post_ids: Sequence[int]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    reports = Report.objects.filter(post_id__in=post_ids, closed_by=None).select_related("reporter")
    for report in reports.order_by("pk"):
        found.setdefault(report.post_id, []).append(report)
    return found


@surface(access=Access.MODERATOR, disclaimer=True)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits on the viewer's boards, the longest first."""
    viewer = viewer_of(request)
    waiting = QueueItem.objects.visible_to(viewer)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 15:
        edge = waiting.filter(pk=int(after)).first()
        if edge:
            waiting = waiting.filter(Q(since__gt=edge.since) | Q(since=edge.since, pk__gt=edge.pk))
    rows = list(waiting.order_by("since", "pk")[: QUEUE_SIZE + 1])
    shown = rows[:QUEUE_SIZE]
    ids = [row.post_id for row in shown]
    posts = {
        post.pk: post
        for post in with_authors(Post.objects.filter(pk__in=ids)).select_related(
            "author", "decision", "pending", "reply_to__author", "thread__board"
        )
    }
    reports = _open_reports(ids)
    context = {
        "items": [_item(viewer, posts[row.post_id], row, reports.get(row.post_id, [])) for row in shown],
        "next_url": f"?{urlencode({'after': shown[-1].pk})}" if len(rows) > QUEUE_SIZE else "",
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/queue.html", context)


def _moderated_post(viewer: Viewer, post_id: int) -> Post:
    """The post, if the viewer moderates its board. What they may not decide about is not there: Http404."""
    post = post_gate(viewer, post_id)
    if not moderates(viewer, post.thread.board):
        raise Http404
    return (
        with_authors(Post.objects.filter(pk=post.pk))
        .select_related("author", "decision", "pending", "reply_to__author", "thread__board__condition")
        .get()
    )


def _actions(post: Post, reported: bool) -> list[Action]:
    def act(key: str, action: str, label: str) -> Action:
        return Action(key, action, label, str(DEFAULT_STATEMENTS.get(action, "")))

    if post.state == State.HELD:
        return [act("a", "approve", _("Publish")), act("x", "reject", _("Do not publish"))]
    if post.state == State.HIDDEN:
        return [act("s", "restore", _("Show again"))]
    if post.state != State.PUBLISHED:
        return []
    actions = []
    if post.pending:
        actions += [act("a", "approve", _("Publish the edit")), act("x", "reject", _("Do not take the edit"))]
    elif reported:
        actions.append(act("a", "approve", _("Keep the post")))
    return [*actions, act("h", "hide", _("Hide"))]


def _here(viewer: Viewer, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of boards that the viewer moderates: a statement is for its author and their board's moderators."""
    if viewer.moderation.everywhere:
        return decisions
    return decisions.filter(place_id__in=Board.objects.moderated_by(viewer).values("pk"))


def _decisions(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "action_label": action_label(row.action),
            "reason_label": dict(Reason.choices).get(row.reason, row.reason),
            "created_at": row.created_at,
            "statement": row.statement,
        }
        for row in rows.order_by("-pk")[:MOST_DECISIONS]
    ]


def _around(viewer: Viewer, post: Post) -> tuple[list[PostRow], list[PostRow]]:
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
        row = post_row(viewer, one, post.thread, moderates=True, writes=False)
        if row:
            rows.append(row)
    return [row for row in rows if (row.position or 0) < place], [row for row in rows if (row.position or 0) > place]


def _show_item(request: HttpRequest, post: Post, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    reports = _open_reports([post.pk]).get(post.pk, [])
    before, after = _around(viewer, post)
    author = post.author
    context = {
        "item": _item(viewer, post, QueueItem.objects.filter(post=post).first(), reports),
        "before": before,
        "after": after,
        "author": author
        and {
            "handle": author.handle,
            "url": reverse("members:profile", args=[author.handle]),
            "joined": author.date_joined,
            "published": Post.objects.filter(author=author, published_at__isnull=False)[:100].count(),
            "decisions": _decisions(_here(viewer, Decision.objects.filter(member=author, action__in=ACTIONS))),
        },
        "actions": _actions(post, bool(reports)),
        "form": form or DecisionForm(action=""),
        "history": _decisions(Decision.objects.filter(target_kind="post", target_id=post.pk)),
        "board": post.thread.board,
        "condition": post.thread.board.condition,
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/item.html", context, status=status)


@surface(access=Access.MODERATOR, disclaimer=True)
def item(request: HttpRequest, post_id: int) -> HttpResponse:
    """One post with all that helps to decide about it."""
    return _show_item(request, _moderated_post(viewer_of(request), post_id))


@surface(access=Access.MODERATOR, methods=("POST",), disclaimer=True)
def decide(request: HttpRequest, post_id: int, action: str) -> HttpResponse:
    """Decide about a post, then on to the next that waits."""
    viewer = viewer_of(request)
    post = _moderated_post(viewer, post_id)
    if action not in POST_ACTIONS:
        raise Http404
    form = DecisionForm(request.POST, action=action)
    if not form.is_valid():
        return _show_item(request, post, form, status=422)
    try:
        POST_ACTIONS[action](
            viewer=viewer,
            post_id=post.pk,
            reason=Reason(form.cleaned_data["reason"]),
            statement=form.cleaned_data["statement"],
        )
    except AlreadyDecided:
        messages.warning(request, OVERTAKEN)
        return redirect("moderation:item", post.pk)
    messages.success(request, _("Done: the decision is recorded, and the author is told."))
    following = QueueItem.objects.visible_to(viewer).order_by("since", "pk").first()
    return redirect("moderation:item", following.post_id) if following else redirect("moderation:queue")


@surface(access=Access.MODERATOR, methods=("POST",))
def thread(request: HttpRequest, thread_id: int, action: str) -> HttpResponse:
    """Hide, show, lock or pin a whole thread."""
    viewer = viewer_of(request)
    shown = Thread.objects.visible_to(viewer).select_related("board").filter(pk=thread_id).first()
    if shown is None or not moderates(viewer, shown.board) or action not in {*THREAD_ACTIONS, *MARKS}:
        raise Http404
    form = DecisionForm(request.POST, action=action)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return keep_text(request, heading=_("Nothing was decided yet"), explanation=" ".join(problems), status=422)
    said = {"reason": Reason(form.cleaned_data["reason"]), "statement": form.cleaned_data["statement"]}
    try:
        if action in MARKS:
            mark(viewer=viewer, thread_id=shown.pk, change=MARKS[action], **said)
        else:
            THREAD_ACTIONS[action](viewer=viewer, thread_id=shown.pk, **said)
    except (AlreadyDecided, WrongState):
        messages.warning(request, OVERTAKEN)
    else:
        messages.success(request, _("Done: the decision is recorded."))
    return redirect(thread_url(shown, shown.board))


@surface()
def log(request: HttpRequest) -> HttpResponse:
    """The public log: month, action, reason; the board only where it is large (DESIGN section 3, rule 8)."""
    decisions = Decision.objects.filter(action__in=ACTIONS, target_kind__in=["post", "thread"])
    page = keyset(
        decisions,
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=LOG_SIZE,
        key=lambda decision: [decision.pk],
    )
    places = {row.place_id for row in page.rows if row.place_id}
    large = Board.objects.filter(pk__in=places, audience=Board.Audience.PUBLIC, posts__gte=LARGE_BOARD)
    titles = dict(large.values_list("pk", "title"))
    reasons = dict(Reason.choices)
    context = {
        "rows": [
            {
                "month": row.created_at.date().replace(day=1),
                "action_label": action_label(row.action),
                "reason_label": reasons.get(row.reason, row.reason),
                "board_title": titles.get(row.place_id or 0, ""),
            }
            for row in page.rows
        ],
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return render(request, "forums/moderation/log.html", context)
