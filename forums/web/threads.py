"""Threads: read one, start one, reply."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.models import Article, Revision
from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.drafts.models import Draft
from forums.following.levels import with_bookmarks
from forums.reactions.read import with_reactions
from forums.reading.unread import Reading
from forums.review.deciding import why_not_decide
from forums.review.reasons import Reason
from forums.rules.screen import Warned
from forums.search.similar import similar
from forums.threads import reply as replying
from forums.threads import start as starting
from forums.threads.arrived import arrived
from forums.threads.identity import Identity, identity_of
from forums.threads.models import Post, PostQuerySet, State, Thread, Trace
from forums.threads.quoting import quotation
from forums.threads.rows import PAGE_SIZE, PostRow, kind_label, page_of, post_row, thread_url, trace_row, with_authors
from forums.threads.submission import SentBefore, Submitted, TextRefused, standing_of
from forums.web import drafts
from forums.web.follow_choices import Control, thread_control
from forums.web.forms.writing import BodyForm, ReplyForm, StartForm
from forums.web.gates import board_gate, survivor_of, thread_gate
from forums.web.linked_data import thread_data
from forums.web.mending import mend
from forums.web.pictures import take_in
from forums.web.previews import preview_of
from medigest.kit import ratelimit
from medigest.kit.kept import kept
from medigest.kit.rows import Row
from medigest.kit.surfaces import Access, surface
from medigest.members.prepared import PreparedFor
from medigest.members.viewer import Viewer, viewer_of

MOST_WAITING = 20
WAITING = [State.HELD, State.REJECTED]
POSTS_WINDOW = 600


@dataclass(frozen=True)
class Pages(Row):
    """Where in a thread the reader is."""

    number: int
    count: int
    previous_url: str
    next_url: str
    links: list[tuple[int, str, bool]]


def _pages(thread: Thread, number: int) -> Pages:
    count = page_of(thread.last_position)
    if not 1 <= number <= count:
        raise Http404
    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})

    def url(page: int) -> str:
        return thread_url(thread, thread.board, page=page) if 1 <= page <= count else ""

    return Pages(number, count, url(number - 1), url(number + 1), [(one, url(one), one == number) for one in near])


def _page(viewer: Viewer, thread_id: int, first: int, last: int, own: bool, waiting: bool) -> PostQuerySet:
    """The posts of these places; `own`: after them those of the viewer that wait, `waiting`: everybody's."""
    wanted = Q(position__gt=first, position__lte=last)
    if own or waiting:
        wanted |= Q(position=None, state__in=WAITING) & (Q() if waiting else Q(author_id=viewer.member_id))
    posts = with_bookmarks(with_authors(Post.objects.filter(wanted, thread=thread_id), viewer), viewer)
    # Sorted before it is cut: however much waits, it pushes no published post out.
    placed_first = with_reactions(posts, viewer).order_by(F("position").asc(nulls_last=True), "pk")
    return placed_first[: PAGE_SIZE + MOST_WAITING]


_posts_of_page = PreparedFor(_page)


def _posts(
    viewer: Viewer, thread: Thread, pages: Pages, *, moderator: bool, writes: bool, since: int | None = None
) -> list[PostRow]:
    """The posts of a page, or (`since`) the newest beyond a position; after the last page those that wait, for their
    author and the moderators."""
    first = (pages.number - 1) * PAGE_SIZE if since is None else max(since, thread.last_position - PAGE_SIZE)
    own = pages.number == pages.count and viewer.is_member
    rows = []
    for post in _posts_of_page.rows(viewer, thread.pk, first, first + PAGE_SIZE, own, own and moderator):
        post.thread = thread
        row = post_row(viewer, post, thread, moderates=moderator, writes=writes)
        if row:
            rows.append(row)
    if not thread.has_traces:
        return rows
    traces = Trace.objects.filter(thread=thread, position__gt=first, position__lte=first + PAGE_SIZE)
    rows += [trace_row(trace) for trace in traces]
    return sorted(rows, key=lambda row: (row.position is None, row.position or row.id))


@dataclass(frozen=True)
class _Mine:
    """What a thread is to the viewer: how far they have read, and how they follow it."""

    reading: Reading
    follow: Control


def _mine(viewer: Viewer, thread: Any) -> _Mine | None:
    """By what the gate fetched along; None for visitors."""
    if not viewer.is_member:
        return None
    reading = Reading(thread.read_to, thread.read_until)
    return _Mine(reading, thread_control(thread, own_level=thread.own_level, level=thread.level))


def _divided(posts: list[PostRow], reading: Reading) -> list[PostRow]:
    """The posts of a page with a line before the first unread one, where something read stands before it."""
    at = next((number for number, post in enumerate(posts) if reading.is_news(post)), None)
    if at is None or (at == 0 and (posts[0].position or 0) - 1 != reading.position) or posts[at].position == 1:
        return posts
    return [*posts[:at], replace(posts[at], first_unread=True), *posts[at + 1 :]]


def _actions(viewer: Viewer, thread: Thread) -> list[tuple[str, str]]:
    """What a moderator can do with the thread now."""
    judges = not why_not_decide(viewer, thread, thread)
    if thread.state == State.HIDDEN:
        return [("restore", _("Show thread again"))] if judges else []
    if thread.state != State.PUBLISHED:
        return []
    return [
        ("unlock", _("Unlock")) if thread.locked_at else ("lock", _("Lock")),
        ("unpin", _("Unpin")) if thread.pinned_at else ("pin", _("Pin")),
        *([("hide", _("Hide whole thread"))] if judges else []),
    ]


def _audience(board: Board) -> str:
    """Who will read what is written here: said beside Send."""
    if board.audience == Board.Audience.MEMBERS:
        return _("Every member of Medigest can read this. Visitors can't.")
    return _("Everybody can read this, also without an account.")


def _show(
    request: HttpRequest,
    thread: Thread,
    number: int,
    form: ReplyForm | None = None,
    preview_html: str = "",
    status: int = 200,
    since: int | None = None,
) -> HttpResponse:
    viewer, board = viewer_of(request), thread.board
    moderator = moderates(viewer, board)
    standing = standing_of(viewer)
    why_not = policy.why_not_reply(
        viewer, standing, state=thread.state, locked=thread.locked, moderates=moderator, board_id=board.pk
    )
    pages = _pages(thread, number)
    writes = not policy.why_not_write(viewer, standing, board_id=board.pk)
    posts = _posts(viewer, thread, pages, moderator=moderator, writes=writes, since=since)
    mine = _mine(viewer, thread)
    news = since is None and mine is not None and any(mine.reading.is_news(post) for post in posts)
    answer_at: int | None = getattr(thread, "answer_at", None)
    draft, offered = None, None
    identity = Identity() if why_not else identity_of(thread, viewer)
    if form is None and not why_not:
        begun = thread.begun or "draft" in request.GET  # type: ignore[attr-defined]  # annotated by the gate
        draft, asked = drafts.begun(request, viewer, board, thread) if begun else (None, False)
        initial: dict[str, Any] = {"reply_to": _number(request, "reply_to"), "seen": thread.last_position}
        if quoted := _number(request, "quote"):
            initial |= {"reply_to": quoted, "body": quotation(viewer=viewer, thread=thread, position=quoted)}
        if draft and asked:
            initial |= {"reply_to": draft.reply_to, "body": draft.body, "alias": draft.alias}
        elif draft:
            offered = {"url": f"{thread_url(thread, board)}?draft={draft.pk}#reply", "saved_at": draft.saved_at}
            draft = None
        form = ReplyForm(initial=initial)
    context: dict[str, Any] = {
        "thread": {
            "id": thread.pk,
            "title": thread.title,
            "url": thread_url(thread, board),
            "state": thread.state,
            "locked": thread.locked,
            "closes_at": thread.closes_at if not thread.locked else None,
            "label": thread.label,
            "kind_label": kind_label(thread, answered=answer_at is not None),
            "answer_at": answer_at,
            "answer_url": thread_url(thread, board, page=page_of(answer_at), anchor=f"post-{answer_at}")
            if answer_at
            else "",
            "pinned": bool(thread.pinned_at),
            "posts_count": thread.posts,
            "section_heading": thread.section_heading,
            "section_url": _section_url(thread),
            "changes_url": _changes_url(thread),
            "statement": thread.decision.statement if thread.decision and thread.state == State.HIDDEN else "",
            "slug": thread.slug,
        },
        "board": board,
        "condition": board.condition,
        "posts": _divided(posts, mine.reading) if mine and since is None else posts,
        "arrived": since is not None,
        "pages": pages,
        "fresh": {"url": f"{thread_url(thread, board)}fresh/", "after": thread.last_position}
        if mine and since is None and pages.number == pages.count and thread.state == State.PUBLISHED
        else None,
        "read_to": max((post.position or 0 for post in posts), default=0) if news else 0,
        "follow": mine.follow if mine else None,
        "form": form.of(identity) if form else None,
        "identity": identity,
        "draft": draft or drafts.held_by(request),
        "offered": offered,
        "answered": _answered(posts, form),
        "why_not": why_not,
        "mend": mend(request, standing, board),
        "held_notice": policy.review_needed(standing, review=board.review, moderates=moderator),
        "audience_text": _audience(board),
        "moderator": moderator,
        "thread_actions": _actions(viewer, thread) if moderator else [],
        "reasons": Reason.choices,
        "preview_html": preview_html,
        "linked_data": thread_data(viewer, thread, posts),
        "disclaimer": in_force(viewer),
    }
    return render(request, "forums/thread.html", context, status=status)


def _answered(posts: list[PostRow], form: ReplyForm | None) -> PostRow | None:
    """The post on this page that the reply is an answer to."""
    wanted = str(form["reply_to"].value()) if form else ""
    return next((post for post in posts if not post.stub and str(post.position) == wanted), None)


def _section_url(thread: Thread) -> str:
    if not (thread.section_key and thread.board.condition):
        return ""
    return f"{thread.board.condition.url}#{thread.section_key}"


def _changes_url(thread: Thread) -> str:
    """Where one sees how the article changed since the thread about a section of it began; empty where it did not."""
    changed_at = getattr(thread, "article_changed_at", None)
    condition = thread.board.condition
    if condition is None or not thread.section_key or changed_at is None or changed_at <= thread.created_at:
        return ""
    since = urlencode({"since": thread.created_at.isoformat()})
    return f"{reverse('conditions:compare', args=[condition.slug])}?{since}"


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _where_it_is_now(request: HttpRequest, shown: Thread, merged_id: int) -> str:
    """Where the asked page of a merged thread stands in the thread that it is part of now."""
    first = ((_number(request, "page") or 1) - 1) * PAGE_SIZE + 1
    traces = Trace.objects.filter(thread=merged_id, position__gte=first, post__thread=shown).order_by("position")
    position = traces.values_list("post__position", flat=True).first() or 1
    return thread_url(shown, shown.board, page=page_of(position), anchor=f"post-{position}")


@surface(disclaimer=True)
@kept("thread", "thread_id", parameters=("page",))
def thread(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """A page of a thread, 20 positions."""
    shown = thread_gate(viewer_of(request), board, thread_id)
    if shown.pk != thread_id:
        return redirect(_where_it_is_now(request, shown, thread_id), permanent=True)
    if (board, slug) != (shown.board.slug, shown.slug):
        query = request.META.get("QUERY_STRING", "")
        return redirect(thread_url(shown, shown.board) + (f"?{query}" if query else ""), permanent=True)
    number = _number(request, "page") if "page" in request.GET else 1
    if number is None:
        raise Http404
    return _show(request, shown, number)


def _spend(viewer: Viewer, board: Board) -> None:
    """Count a post against the writer's pace. Raises refusals.TooMany."""
    limit = policy.posts_allowed(standing_of(viewer), moderates=moderates(viewer, board))
    ratelimit.spend("post", str(viewer.member_id), limit=limit, window=POSTS_WINDOW)


def _after(request: HttpRequest, done: Submitted) -> HttpResponse:
    """Where a writer lands: at the post, with a word on what happened. The draft that it was is gone."""
    drafts.sent(request, viewer_of(request), done.thread.board, None if done.post.opening else done.thread)
    post, thread = done.post, done.thread
    if done.repeated:
        messages.info(request, _("This was sent before, so it was not sent twice."))
    elif post.crisis and post.state == State.HELD:
        return redirect("forums:care", post.pk)
    elif post.state == State.HELD:
        messages.success(
            request,
            _("Thank you. A moderator reads your post before it appears. Until then only you see it here."),
        )
    else:
        messages.success(request, _("Your post is published."))
    anchor = f"post-{post.position}" if post.position else f"waiting-{post.pk}"
    page = page_of(post.position or thread.last_position)
    return redirect(thread_url(thread, thread.board, page=page, anchor=anchor))


def _sent_before(form: BodyForm, before: SentBefore) -> None:
    form.add_error(
        None,
        format_html(
            '{} <a href="{}">{}</a>',
            _(
                "This form was sent before, with another text. That post exists, and your new text is still here. "
                "To send it as another post, open a fresh form."
            ),
            reverse("forums:edit", args=[before.post.pk]),
            _("Edit the post"),
        ),
    )


@surface(access=Access.MEMBER, methods=("POST",), disclaimer=True)
def reply(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """Reply, or show what the reply would look like."""
    viewer = viewer_of(request)
    shown = thread_gate(viewer, board, thread_id)
    if request.POST.get("do") == "draft":
        return drafts.keep(shown.board, shown, request)
    form, last = ReplyForm(request.POST), page_of(shown.last_position)
    form.is_valid()
    take_in(request, shown.board, form, key=form.cleaned_data.get("key", ""))
    if request.POST.get("do") == "preview":
        return _show(request, shown, last, form, preview_of(request, form))
    if not form.is_valid():
        return _show(request, shown, last, form, status=422)
    data = form.cleaned_data
    if number := arrived(viewer=viewer, thread=shown, seen=data["seen"], key=data["key"]):
        form.ask_to_read(number)
        return _show(request, shown, last, form, status=409, since=data["seen"])
    _spend(viewer, shown.board)
    try:
        done = replying.reply(
            viewer=viewer,
            thread_id=shown.pk,
            body=data["body"],
            key=data["key"],
            reply_to=data["reply_to"],
            warned=data["warned"],
            hurried=form.hurried,
            alias=data["alias"],
        )
    except Warned as warning:
        form.ask_again(warning.messages)
        return _show(request, shown, last, form, status=422)
    except TextRefused as error:
        form.add_error(error.field if error.field in ("body", "alias") else None, str(error))
        return _show(request, shown, last, form, status=422)
    except SentBefore as before:
        _sent_before(form, before)
        return _show(request, shown, last, form, status=409)
    return _after(request, done)


def _revision(board: Board) -> Revision | None:
    """The article whose sections a thread can be about."""
    if board.condition_id is None:
        return None
    article = Article.objects.filter(condition_id=board.condition_id).select_related("current").first()
    return article.current if article else None


def _composer(
    request: HttpRequest,
    board: Board,
    form: StartForm,
    preview_html: str = "",
    status: int = 200,
    draft: Draft | None = None,
    offered: dict[str, Any] | None = None,
) -> HttpResponse:
    viewer = viewer_of(request)
    held = policy.review_needed(standing_of(viewer), review=board.review, moderates=moderates(viewer, board))
    context = {
        "board": board,
        "condition": board.condition,
        "form": form,
        "action": reverse("forums:new", args=[board.slug]),
        "draft": draft or drafts.held_by(request),
        "offered": offered,
        "preview_html": preview_html,
        "alike": similar(viewer=viewer, title=str(form["title"].value() or "")) if form.is_bound else [],
        "held_notice": held,
        "audience_text": _audience(board),
        "disclaimer": in_force(),
    }
    return render(request, "forums/new.html", context, status=status)


def _begin(request: HttpRequest, board: Board, revision: Revision | None) -> HttpResponse:
    """An empty form, or one that goes on with a draft."""
    draft, asked = drafts.begun(request, viewer_of(request), board, None)
    initial = {"section": request.GET.get("section", "")}
    if draft and asked:
        initial = {"section": draft.section_key, "title": draft.title, "body": draft.body, "alias": draft.alias}
        return _composer(request, board, StartForm(revision=revision, initial=initial), draft=draft)
    offered = {"url": f"?draft={draft.pk}", "saved_at": draft.saved_at} if draft else None
    return _composer(request, board, StartForm(revision=revision, initial=initial), offered=offered)


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def new(request: HttpRequest, board: str) -> HttpResponse:
    """Write a new thread, perhaps about a section of the article."""
    viewer = viewer_of(request)
    here = board_gate(viewer, board)
    if survivor := survivor_of(here):
        if request.method == "POST":
            raise Http404
        return redirect("forums:new", survivor.slug, permanent=True)
    standing = standing_of(viewer)
    if request.method != "POST":
        way = mend(request, standing, here)
        if way and not standing.stop_on(here.pk):
            return redirect(way.url)
        policy.enforce(policy.why_not_write(viewer, standing, board_id=here.pk))
    if request.POST.get("do") == "draft":
        return drafts.keep(here, None, request)
    revision = _revision(here)
    if request.method != "POST":
        return _begin(request, here, revision)
    form = StartForm(request.POST, revision=revision)
    form.is_valid()
    take_in(request, here, form, key=form.cleaned_data.get("key", ""))
    if request.POST.get("do") == "preview":
        return _composer(request, here, form, preview_of(request, form))
    if not form.is_valid():
        return _composer(request, here, form, status=422)
    _spend(viewer, here)
    data, section = form.cleaned_data, form.cleaned_data.get("section", "")
    try:
        done = starting.start(
            viewer=viewer,
            board=here,
            title=data["title"],
            body=data["body"],
            key=data["key"],
            section_key=section,
            section_heading=form.headings.get(section, ""),
            kind=data["kind"],
            warned=data["warned"],
            hurried=form.hurried,
            alias=data["alias"],
        )
    except Warned as warning:
        form.ask_again(warning.messages)
        return _composer(request, here, form, status=422)
    except TextRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _composer(request, here, form, status=422)
    except SentBefore as before:
        _sent_before(form, before)
        return _composer(request, here, form, status=409)
    return _after(request, done)
