"""What is unread: to the first of it, and marking it read. Opening a page writes nothing; these forms do."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.mark_read import mark_read
from forums.reading.unread import first_unread
from forums.threads.models import Post, Thread
from forums.threads.rows import page_of, thread_url
from forums.web.beneath import boards_of, wants_beneath, with_beneath
from forums.web.gates import board_gate, thread_gate
from medigest.kit import clock
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

NOTHING_NEW = 204
# "50 new replies" is enough to know.
MOST_FRESH = 50


@surface(access=Access.MEMBER)
def unread(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """To the first unread post of a thread; where everything is read, to its last."""
    viewer = viewer_of(request)
    thread = thread_gate(viewer, board, thread_id)
    position = first_unread(viewer, thread) or thread.last_position
    return redirect(thread_url(thread, thread.board, page=page_of(position), anchor=f"post-{position}"))


@surface(access=Access.MEMBER)
def fresh(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """How many replies came after the place up to which a page shows its thread; nothing where it says so already.

    Asked every little while: where nothing came, it costs one query beside the viewer's own.
    """
    viewer, after = viewer_of(request), _number(request, "after")
    last = Thread.objects.visible_to(viewer).filter(pk=thread_id).values_list("last_position", flat=True).first()
    if last is None:
        thread_gate(viewer, board, thread_id)
    found: list[int] = []
    if after is not None and last is not None and last > after:
        new = Post.objects.listed_for(viewer).filter(thread=thread_id, position__gt=after)
        new = new.exclude(author=viewer.member).order_by("position")
        found = list(new.values_list("pk", flat=True)[:MOST_FRESH])
    if len(found) == (_number(request, "have") or 0):
        return HttpResponse(status=NOTHING_NEW)
    # By the permanent link: one to the page itself would only jump on it, and bring nothing new.
    first_url = reverse("forums:post", args=found[:1]) if found else ""
    context = {"url": request.path, "after": after, "number": len(found), "first_url": first_url}
    return render(request, "forums/reading/_fresh.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


@surface(access=Access.MEMBER, methods=("POST",), suspended=True)
def read(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """Mark a thread read up to a position; the script of a page sends this form when its end comes into view."""
    viewer = viewer_of(request)
    thread = thread_gate(viewer, board, thread_id)
    given = request.POST.get("position", "")
    position = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else thread.last_position
    mark_read(viewer=viewer, thread=thread, position=position)
    if "HX-Request" in request.headers:
        return render(request, "forums/reading/_read.html")
    position = max(1, min(position, thread.last_position))
    return redirect(thread_url(thread, thread.board, page=page_of(position), anchor=f"post-{position}"))


@surface(access=Access.MEMBER, methods=("POST",), suspended=True)
def read_board(request: HttpRequest, board: str) -> HttpResponse:
    """Mark a board read, perhaps with those beneath; what came after the page was made stays unread."""
    viewer = viewer_of(request)
    shown, beneath = board_gate(viewer, board), wants_beneath(request.POST)
    boards = boards_of(shown) if beneath else Board.objects.filter(pk=shown.pk)
    mark_boards_read(viewer=viewer, boards=boards, until=_moment(request.POST.get("until", "")))
    messages.success(request, _("Everything here is marked as read."))
    return redirect(with_beneath(shown.url, beneath))


def _moment(given: str) -> datetime:
    """When the page was made that the form stood on; now, where the form does not say."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return clock.now()
    return clock.now() if is_naive(moment) else moment
