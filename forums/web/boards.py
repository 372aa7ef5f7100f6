"""Boards: the index, and the threads of one."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.articles.read import article_of
from conditions.models import Closure
from forums import policy
from forums.boards.models import Board
from forums.boards.people import looking_after
from forums.threads.models import Thread, ThreadQuerySet
from forums.threads.rows import ThreadRow, listed, thread_row
from forums.threads.submission import standing_of
from forums.web.gates import board_gate, survivor_of
from forums.web.mending import mend
from medigest.kit.kept import kept
from medigest.kit.paging import Page, keyset
from medigest.kit.surfaces import surface
from medigest.members.viewer import Viewer, viewer_of

BOARD_SIZE = 20
LATEST, ACTIVE = 10, 12
MOST_PINNED = 5
MOST_ABOVE = 5
MOST_PEOPLE = 10


@surface(disclaimer=True)
@kept("latest")
def index(request: HttpRequest) -> HttpResponse:
    """The boards that are alive, the general ones, and the latest threads."""
    viewer = viewer_of(request)
    boards = Board.objects.visible_to(viewer)
    general = list(boards.filter(condition=None).order_by("title"))
    active = list(boards.exclude(condition=None).exclude(last_post_at=None).order_by("-last_post_at", "-pk")[:ACTIVE])
    latest = listed(Thread.objects.listed_for(viewer)).order_by("-last_post_at", "-pk")[:LATEST]
    context = {
        "boards_by_area": [(_("For everybody"), general)],
        "active": active,
        "latest": [thread_row(thread) for thread in latest],
        "disclaimer": in_force(),
    }
    return render(request, "forums/index.html", context)


def _tab(threads: ThreadQuerySet, tab: str, viewer: Viewer) -> ThreadQuerySet:
    if tab == "unanswered":
        return threads.filter(posts=1)
    return threads.filter(author_id=viewer.member_id) if tab == "mine" else threads


def page_of_threads(threads: ThreadQuerySet, cursor: str, size: int = BOARD_SIZE) -> Page[Thread]:
    """A page of a thread list, latest activity first."""
    return keyset(
        listed(threads),
        order=[("last_post_at", datetime), ("pk", int)],
        cursor=cursor,
        size=size,
        key=lambda thread: [thread.last_post_at, thread.pk],
    )


def _section(board: Board, key: str) -> dict[str, str] | None:
    """The section of the article that the list is narrowed to."""
    article = article_of(board.condition) if key and board.condition else None
    sections = article.current.sections if article and article.current else []
    return next(({"key": one["key"], "heading": one["heading"]} for one in sections if one["key"] == key), None)


def _above(viewer: Viewer, board: Board) -> list[Board]:
    """Boards of the conditions above where somebody wrote: a quiet board points to livelier ones."""
    if board.condition_id is None:
        return []
    above = Closure.objects.filter(descendant=board.condition_id).exclude(ancestor=board.condition_id)
    boards = Board.objects.visible_to(viewer).filter(condition__in=above.values("ancestor"), threads__gt=0)
    return list(boards.order_by("-last_post_at", "-pk")[:MOST_ABOVE])


@surface(disclaimer=True)
@kept("board", "board", parameters=("tab", "section", "after"))
def board(request: HttpRequest, board: str) -> HttpResponse:
    """The threads of a board, latest activity first."""
    viewer = viewer_of(request)
    shown = board_gate(viewer, board)
    if survivor := survivor_of(shown):
        return redirect(survivor.url, permanent=True)
    section = _section(shown, request.GET.get("section", ""))
    tabs = [("latest", _("Latest")), ("unanswered", _("Unanswered"))]
    if viewer.is_member:
        tabs.append(("mine", _("Mine")))
    tab = request.GET.get("tab", "")
    tab = tab if tab in dict(tabs) else "latest"
    here = Thread.objects.listed_for(viewer).filter(board=shown)
    if tab == "mine":
        here = Thread.objects.visible_to(viewer).filter(board=shown, merged_into=None)
    if section:
        here = here.filter(section_key=section["key"])
    page = page_of_threads(_tab(here, tab, viewer), request.GET.get("after", ""))
    pinned = listed(here).exclude(pinned_at=None).order_by("-pinned_at")[:MOST_PINNED] if page.first else []
    pinned_rows = [thread_row(thread) for thread in pinned] if tab == "latest" else []
    standing = standing_of(viewer)
    why_not = policy.why_not_write(viewer, standing, board_id=shown.pk)
    context: dict[str, Any] = {
        "board": shown,
        "condition": shown.condition,
        "threads": _without(page, pinned_rows),
        "pinned": pinned_rows,
        "next_url": _next(shown, page.after, tab, section),
        "first_url": "" if page.first else shown.url,
        "tab": tab,
        "tabs": [(key, label, f"{shown.url}?{urlencode({'tab': key})}") for key, label in tabs],
        "section": section,
        "new_url": _new_url(shown, section),
        "can_post": not why_not,
        "why_not": why_not,
        "mend": mend(request, standing, shown),
        "above": _above(viewer, shown),
        "people": [(grant.member.handle, grant.until) for grant in looking_after(shown).order_by("pk")[:MOST_PEOPLE]],
        "disclaimer": in_force(),
    }
    return render(request, "forums/board.html", context)


def _without(page: Page[Thread], pinned: list[ThreadRow]) -> list[ThreadRow]:
    rows = [thread_row(thread) for thread in page.rows]
    return [row for row in rows if row.url not in {one.url for one in pinned}]


def _new_url(board: Board, section: dict[str, str] | None) -> str:
    url = reverse("forums:new", args=[board.slug])
    return f"{url}?{urlencode({'section': section['key']})}" if section else url


def _next(board: Board, after: str, tab: str, section: dict[str, str] | None) -> str:
    if not after:
        return ""
    kept = {"tab": tab} | ({"section": section["key"]} if section else {})
    return f"{board.url}?{urlencode(kept | {'after': after})}"
