"""What a member follows and keeps: the choices, and the lists of them."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.boards.models import Board
from forums.following.bookmark import bookmark as keeping
from forums.following.bookmark import remove_bookmark
from forums.following.follow import follow_board as following_board
from forums.following.follow import follow_thread as following_thread
from forums.following.levels import BoardFollow, bookmarks_of, follow_of, follows_of
from forums.following.models import Bookmark, Follow
from forums.reading.forget import forget as forgetting
from forums.threads.models import Thread
from forums.web.follow_choices import Control, board_control, thread_control
from forums.web.forms.reading import BookmarkForm
from forums.web.gates import board_gate, post_gate, thread_gate
from forums.web.lists import marked, page_of_threads, row, unread_followed
from forums.web.posts import place_of
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of
from medigest.members.web.next import next_url

SIZE = 30


def _level(request: HttpRequest) -> Follow.Level | None:
    """The level that was chosen; none stops following."""
    given = request.POST.get("level", "")
    return Follow.Level(given) if given in Follow.Level.values else None


def _done(request: HttpRequest, control: Control, back: str) -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, "forums/following/_follow.html", {"follow": control | {"fresh": True}})
    messages.success(request, _("Saved."))
    return redirect(next_url(request, back))


@surface(access=Access.MEMBER, methods=("POST",))
def follow_board(request: HttpRequest, board: str) -> HttpResponse:
    """Follow a board, mute it, or stop."""
    viewer = viewer_of(request)
    shown = board_gate(viewer, board)
    beneath = request.POST.get("beneath") == "yes"
    following_board(viewer=viewer, board=shown, level=_level(request), beneath=beneath)
    return _done(request, board_control(shown, follow_of(board_gate(viewer, board))), shown.url)


@surface(access=Access.MEMBER, methods=("POST",))
def follow(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """Follow a thread, mute it, or let it go as its board."""
    viewer = viewer_of(request)
    shown = thread_gate(viewer, board, thread_id)
    following_thread(viewer=viewer, thread=shown, level=_level(request))
    here = marked(Thread.objects.filter(pk=shown.pk), viewer)
    own_level, level = here.values_list("own_level", "level").get()  # type: ignore[misc]  # annotated by `marked`
    return _done(request, thread_control(shown, own_level=own_level, level=level), shown.get_absolute_url())


def _next(after: str) -> str:
    return f"?{urlencode({'after': after})}" if after else ""


@surface(access=Access.MEMBER, disclaimer=True)
def unread(request: HttpRequest) -> HttpResponse:
    """What is unread in all that the viewer follows."""
    page = page_of_threads(unread_followed(viewer_of(request)), request.GET.get("after", ""))
    context = {
        "threads": [row(thread) for thread in page.rows],
        "next_url": _next(page.after),
        "first_url": "" if page.first else request.path,
        "tab": "unread",
        "disclaimer": in_force(),
    }
    return render(request, "forums/following/unread.html", context)


def _control(follow: Follow) -> Control:
    if follow.thread:
        return thread_control(follow.thread, own_level=follow.level, level=follow.level)
    return board_control(cast(Board, follow.board), BoardFollow(follow.level, follow.beneath))


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """The boards and threads that the viewer follows or has muted; sent, it forgets what they have read."""
    viewer = viewer_of(request)
    if request.method == "POST":
        forgetting(member_id=viewer.member_id or 0)
        messages.success(request, _("What you have read is forgotten."))
        return redirect("following:index")
    page = keyset(
        follows_of(viewer),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=SIZE,
        key=lambda follow: [follow.pk],
    )
    context: dict[str, Any] = {
        "follows": [(one.board, one.thread, _control(one)) for one in page.rows],
        "next_url": _next(page.after),
        "first_url": "" if page.first else request.path,
        "tab": "follows",
        "disclaimer": in_force(),
    }
    return render(request, "forums/following/index.html", context)


@surface(access=Access.MEMBER, disclaimer=True)
def bookmarks(request: HttpRequest) -> HttpResponse:
    """The posts that the viewer keeps, with their notes. Of what they may not read any more the note is left."""
    page = keyset(
        bookmarks_of(viewer_of(request)),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=SIZE,
        key=lambda kept: [kept.pk],
    )
    context = {
        "bookmarks": page.rows,
        "next_url": _next(page.after),
        "first_url": "" if page.first else request.path,
        "tab": "bookmarks",
        "disclaimer": in_force(),
    }
    return render(request, "forums/following/bookmarks.html", context)


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def bookmark(request: HttpRequest, post_id: int) -> HttpResponse:
    """Keep a post with a note, change the note, or let the post go."""
    viewer = viewer_of(request)
    mine = Bookmark.objects.filter(member=viewer.member, post_id=post_id).first()
    if request.POST.get("do") == "remove" and (mine or post_gate(viewer, post_id)):
        # Also where the post may not be read any more: its bookmark must not stay for ever.
        remove_bookmark(viewer=viewer, post_id=post_id)
        messages.success(request, _("The bookmark is removed."))
        return redirect("following:bookmarks")
    post = post_gate(viewer, post_id)
    form = BookmarkForm(request.POST if request.method == "POST" else None, initial={"memo": mine.note if mine else ""})
    if request.method == "POST" and form.is_valid():
        keeping(viewer=viewer, post=post, note=form.cleaned_data["memo"])
        messages.success(request, _("Kept. You find it under Bookmarks."))
        return redirect(place_of(post))
    context = {
        "form": form,
        "kept": mine is not None,
        "post": post,
        "place": place_of(post),
        "board": post.thread.board,
        "disclaimer": in_force(),
    }
    return render(request, "forums/following/bookmark.html", context, status=422 if form.is_bound else 200)
