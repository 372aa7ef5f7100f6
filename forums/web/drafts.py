"""Drafts: kept while somebody types, offered where they were begun, and listed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.boards.models import Board
from forums.drafts.discard import discard_draft, discard_sent
from forums.drafts.models import Draft
from forums.drafts.read import draft_for, drafts_of
from forums.drafts.save import Typed, save_draft
from forums.threads.models import Post, Thread
from forums.threads.rows import thread_url
from forums.threads.submission import TextRefused
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

SIZE = 30


def number_in(given: Any, name: str) -> int | None:
    """A positive number of an address or a form, None where there is none."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def keep(board: Board, thread: Thread | None, request: HttpRequest, post: Post | None = None) -> HttpResponse:
    """Keep what stands in the form: a word and the draft's number for the script, else the list of drafts."""
    given, part = request.POST, "HX-Request" in request.headers
    typed = Typed(
        body=given.get("body", "").replace("\x00", ""),
        title=given.get("title", "")[:150].replace("\x00", ""),
        section_key=given.get("section", "")[:60].replace("\x00", ""),
        reply_to=number_in(given, "reply_to"),
        alias=given.get("alias", "")[:60].replace("\x00", ""),
    )
    try:
        draft = save_draft(
            viewer=viewer_of(request),
            board=board,
            thread=thread,
            post=post,
            typed=typed,
            draft_id=number_in(given, "draft"),
            version=number_in(given, "version"),
        )
    except TextRefused as error:
        if part:
            return render(request, "forums/drafts/_state.html", {"problem": str(error)})
        messages.error(request, str(error))
        return redirect(request.path)
    if part:
        return render(request, "forums/drafts/_state.html", {"draft": draft, "saved": True})
    messages.success(request, _("Your text is kept as a draft."))
    return redirect("following:drafts")


def begun(
    request: HttpRequest, viewer: Viewer, board: Board, thread: Thread | None, post: Post | None = None
) -> tuple[Draft | None, bool]:
    """The draft that the address asks for, or that could be gone on with; and whether it was asked for."""
    asked = number_in(request.GET, "draft")
    return draft_for(viewer, board, thread, asked, post), asked is not None


def held_by(request: HttpRequest) -> dict[str, int | None] | None:
    """The draft that a form came with, for the form that is shown again."""
    draft_id = number_in(request.POST, "draft")
    return {"pk": draft_id, "version": number_in(request.POST, "version")} if draft_id else None


def sent(request: HttpRequest, viewer: Viewer, board: Board, thread: Thread | None, post: Post | None = None) -> None:
    """What came of a draft was sent, so it goes."""
    draft_id, body = number_in(request.POST, "draft") or 0, request.POST.get("body", "")
    discard_sent(viewer=viewer, board=board, thread=thread, draft_id=draft_id, body=body, post=post)


def _row(draft: Draft) -> dict[str, Any]:
    """A draft in the list; of a place that the viewer may not see any more only their own words."""
    thread = draft.thread
    there = draft.thread_there if thread else draft.board_there  # type: ignore[attr-defined]  # annotated
    if draft.post_id:
        url = f"{reverse('forums:edit', args=[draft.post_id])}?draft={draft.pk}"
    elif thread:
        url = f"{thread_url(thread, thread.board)}?draft={draft.pk}#reply"
    else:
        url = f"{reverse('forums:new', args=[draft.board.slug])}?draft={draft.pk}"
    return {
        "pk": draft.pk,
        "title": draft.title,
        "place": (thread.title if thread else draft.board.title) if there else "",
        "is_reply": thread is not None,
        "is_edit": draft.post_id is not None,
        "url": url if there else "",
        "body": draft.body,
        "saved_at": draft.saved_at,
    }


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """The viewer's drafts; sent with the number of one, it lets that go."""
    viewer = viewer_of(request)
    if request.method == "POST":
        discard_draft(viewer=viewer, draft_id=number_in(request.POST, "draft") or 0)
        messages.success(request, _("The draft is deleted."))
        return redirect("following:drafts")
    page = keyset(
        drafts_of(viewer),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=SIZE,
        key=lambda draft: [draft.pk],
    )
    context = {
        "drafts": [_row(draft) for draft in page.rows],
        "next_url": f"?after={page.after}" if page.after else "",
        "first_url": "" if page.first else request.path,
        "tab": "drafts",
        "disclaimer": in_force(),
    }
    return render(request, "forums/drafts/index.html", context)
