"""Boards: the index, and the threads of one."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.articles.read import article_of
from conditions.models import Closure
from forums import policy
from forums.boards.models import Board, BoardQuerySet
from forums.boards.people import looking_after
from forums.following.levels import follow_of, not_muted, only_followed
from forums.reading.unread import only_unread
from forums.threads.models import Post, Thread, ThreadQuerySet
from forums.threads.rows import ThreadRow
from forums.threads.submission import standing_of
from forums.web.beneath import BENEATH, boards_of, neighbours_of, wants_beneath, with_beneath
from forums.web.follow_choices import board_control
from forums.web.gates import board_gate, survivor_of
from forums.web.lists import first_page, marked, newest, page_of_threads, row
from forums.web.mending import mend
from medigest.kit import clock
from medigest.kit.kept import kept
from medigest.kit.paging import Page
from medigest.kit.prepared import Prepared
from medigest.kit.surfaces import surface
from medigest.members.prepared import PreparedFor
from medigest.members.viewer import Viewer, viewer_of

LATEST, ACTIVE = 10, 12
MOST_PINNED = 5
MOST_ABOVE = 5
MOST_NEARBY = 5
MOST_PEOPLE = 10


def _most_active(viewer: Viewer) -> BoardQuerySet:
    boards = Board.objects.visible_to(viewer).exclude(condition=None).exclude(last_post_at=None)
    return boards.order_by("-last_post_at", "-pk")[:ACTIVE]


_general = PreparedFor(lambda viewer: Board.objects.visible_to(viewer).filter(condition=None).order_by("title"))
_active = PreparedFor(_most_active)
_latest = PreparedFor(lambda viewer: newest(marked(Thread.objects.listed_for(viewer), viewer), LATEST))


@surface(disclaimer=True)
@kept("latest")
def index(request: HttpRequest) -> HttpResponse:
    """The boards that are alive, the general ones, and the latest threads."""
    viewer = viewer_of(request)
    context = {
        "boards_by_area": [(_("For everybody"), _general.rows(viewer))],
        "active": _active.rows(viewer),
        "latest": [row(thread) for thread in _latest.rows(viewer)],
        "disclaimer": in_force(viewer),
    }
    return render(request, "forums/index.html", context)


def _tabs(viewer: Viewer) -> list[tuple[str, str]]:
    """The tabs of a board, by their keys."""
    tabs = [("latest", _("Latest")), ("unanswered", _("Unanswered"))]
    if viewer.is_member:
        tabs += [("unread", _("Unread")), ("following", _("Following")), ("mine", _("Mine"))]
    return tabs


def _tab(viewer: Viewer, there: Q, tab: str) -> ThreadQuerySet:
    """The threads that a tab lists, of the boards that `there` names."""
    if tab == "mine":
        wrote = Post.objects.visible_to(viewer).filter(author_id=viewer.member_id)
        mine = Thread.objects.visible_to(viewer).filter(there, merged_into=None)
        return marked(mine.filter(Q(author_id=viewer.member_id) | Q(pk__in=wrote.values("thread"))), viewer)
    here = marked(Thread.objects.listed_for(viewer).filter(there), viewer)
    if tab == "unread":
        return not_muted(only_unread(here))
    if tab == "following":
        return only_followed(here)
    return here.filter(posts=1) if tab == "unanswered" else here


def _pinned(threads: ThreadQuerySet) -> ThreadQuerySet:
    return threads.exclude(pinned_at=None).order_by("-pinned_at")[:MOST_PINNED]


# What nearly everybody asks of a board: its first page, latest activity first.
_first_threads = PreparedFor(lambda viewer, board_id: newest(_tab(viewer, Q(board=board_id), "latest")))
_pinned_threads = PreparedFor(lambda viewer, board_id: _pinned(_tab(viewer, Q(board=board_id), "latest")))


def _listed(
    viewer: Viewer, board: Board, tab: str, section: dict[str, str] | None, *, beneath: bool, after: str
) -> tuple[Page[Thread], list[Thread]]:
    """A page of a board's list, and what is pinned above it."""
    if tab == "latest" and not (section or beneath or after):
        return first_page(_first_threads.rows(viewer, board.pk)), _pinned_threads.rows(viewer, board.pk)
    there = Q(board__in=boards_of(board).values("pk")) if beneath else Q(board=board)
    here = _tab(viewer, there, tab)
    if section:
        here = here.filter(section_key=section["key"])
    page = page_of_threads(here, after)
    return page, list(_pinned(here.filter(board=board))) if page.first and tab == "latest" else []


def _section(board: Board, key: str) -> dict[str, str] | None:
    """The section of the article that the list is narrowed to."""
    article = article_of(board.condition) if key and board.condition else None
    sections = article.current.sections if article and article.current else []
    return next(({"key": one["key"], "heading": one["heading"]} for one in sections if one["key"] == key), None)


def _boards_above(viewer: Viewer, condition_id: int) -> BoardQuerySet:
    """Boards of the conditions above where somebody wrote: a quiet board points to livelier ones."""
    above = Closure.objects.filter(descendant=condition_id).exclude(ancestor=condition_id)
    boards = Board.objects.visible_to(viewer).filter(condition__in=above.values("ancestor"), threads__gt=0)
    return boards.order_by("-last_post_at", "-pk")[:MOST_ABOVE]


def _threads_nearby(viewer: Viewer, board_id: int, condition_id: int) -> ThreadQuerySet:
    """The liveliest threads of the boards around this one: a rare condition has few readers."""
    # The liveliest boards have the liveliest threads: so many of each, and the database needs not look at all threads.
    around = neighbours_of(board_id, condition_id).visible_to(viewer)
    alive = around.exclude(last_post_at=None).order_by("-last_post_at", "-pk")
    threads = Thread.objects.listed_for(viewer).filter(board__in=alive.values("pk")[:MOST_NEARBY])
    return newest(marked(threads, viewer), MOST_NEARBY)


_above = PreparedFor(_boards_above)
_nearby = PreparedFor(_threads_nearby)
_people = Prepared(lambda board_id, condition_id: looking_after(board_id, condition_id).order_by("pk")[:MOST_PEOPLE])


@surface(disclaimer=True)
@kept("board", "board", parameters=("tab", "section", "after"))
def board(request: HttpRequest, board: str) -> HttpResponse:
    """The threads of a board, latest activity first."""
    viewer = viewer_of(request)
    shown = board_gate(viewer, board)
    if survivor := survivor_of(shown):
        return redirect(survivor.url, permanent=True)
    section = _section(shown, request.GET.get("section", ""))
    tabs, tab = _tabs(viewer), request.GET.get("tab", "")
    tab = tab if tab in dict(tabs) else "latest"
    beneath = wants_beneath(request.GET) and shown.condition_id is not None
    page, pinned = _listed(viewer, shown, tab, section, beneath=beneath, after=request.GET.get("after", ""))
    pinned_rows = [row(thread) for thread in pinned]
    condition_id = shown.condition_id
    # Nothing from nearby on a visitor's page: that is kept, and hangs on this board and those above alone.
    looks_around = viewer.is_member and page.first and tab == "latest" and not beneath
    nearby = _nearby.rows(viewer, shown.pk, condition_id) if looks_around and condition_id else []
    query = BENEATH if beneath else {}
    standing = standing_of(viewer)
    why_not = policy.why_not_write(viewer, standing, board_id=shown.pk)
    context: dict[str, Any] = {
        "board": shown,
        "condition": shown.condition,
        "threads": _without(page, pinned_rows),
        "pinned": pinned_rows,
        "next_url": _next(shown, page.after, query | {"tab": tab}, section),
        "first_url": "" if page.first else with_beneath(shown.url, beneath),
        "tab": tab,
        "tabs": [(key, label, f"{shown.url}?{urlencode(query | {'tab': key})}") for key, label in tabs],
        "beneath": beneath,
        "beneath_url": _beneath_url(shown, beneath, tab),
        "follow": board_control(shown, follow_of(shown)) if viewer.is_member else None,
        "made_at": clock.now(),
        "section": section,
        "new_url": _new_url(shown, section),
        "can_post": not why_not,
        "why_not": why_not,
        "mend": mend(request, standing, shown),
        "above": _above.rows(viewer, condition_id) if condition_id else [],
        "nearby": [row(thread) for thread in nearby],
        "people": [(grant.member.handle, grant.until) for grant in _people.rows(shown.pk, condition_id)],
        "disclaimer": in_force(viewer),
    }
    return render(request, "forums/board.html", context)


def _without(page: Page[Thread], pinned: list[ThreadRow]) -> list[ThreadRow]:
    rows = [row(thread) for thread in page.rows]
    return [one for one in rows if one.url not in {above.url for above in pinned}]


def _beneath_url(board: Board, beneath: bool, tab: str) -> str:
    """The same list with the boards beneath, or without them; empty where there is nothing beneath."""
    if board.condition_id is None:
        return ""
    if beneath:
        return f"{board.url}?{urlencode({'tab': tab})}"
    has_beneath: bool = board.has_beneath  # type: ignore[attr-defined]  # annotated by the gate
    return f"{board.url}?{urlencode(BENEATH | {'tab': tab})}" if has_beneath else ""


def _new_url(board: Board, section: dict[str, str] | None) -> str:
    url = reverse("forums:new", args=[board.slug])
    return f"{url}?{urlencode({'section': section['key']})}" if section else url


def _next(board: Board, after: str, query: dict[str, str], section: dict[str, str] | None) -> str:
    if not after:
        return ""
    narrowed = {"section": section["key"]} if section else {}
    return f"{board.url}?{urlencode(query | narrowed | {'after': after})}"
