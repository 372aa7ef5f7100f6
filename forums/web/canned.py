"""Prepared statements, per board: their list, and each of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.boards.moderation import moderated_board
from forums.review import canned as preparing
from forums.review.models import Canned
from forums.review.reasons import Reason, label_of
from forums.web.forms.rules import CannedForm
from medigest.kit.refusals import Forbidden
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

MOST = 200


@surface(access=Access.MODERATOR, methods=("GET", "POST"))
def statements(request: HttpRequest) -> HttpResponse:
    """The prepared statements that the viewer may change, and a form for a new one."""
    viewer = viewer_of(request)
    form = CannedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _write(viewer, form, None):
        messages.success(request, _("The statement is prepared."))
        return redirect("moderation:statements")
    mine = Canned.objects.editable_by(viewer).select_related("board").order_by("board__title", "title", "pk")[:MOST]
    context = {
        "statements": [
            {
                "id": one.pk,
                "title": one.title,
                "reason_label": label_of(one.reason),
                "text": one.text,
                "board_title": one.board.title if one.board else "",
            }
            for one in mine
        ],
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/moderation/statements.html", context, status=status)


@surface(access=Access.MODERATOR, methods=("GET", "POST"))
def statement(request: HttpRequest, canned_id: int) -> HttpResponse:
    """Change a prepared statement, or take it away."""
    viewer = viewer_of(request)
    found = Canned.objects.editable_by(viewer).select_related("board").filter(pk=canned_id).first()
    if found is None:
        raise Http404
    if request.POST.get("do") == "remove":
        preparing.throw_away(viewer=viewer, canned=found)
        messages.success(request, _("The statement is taken away. What was sent with it stays as it was."))
        return redirect("moderation:statements")
    if request.method == "POST":
        form = CannedForm(request.POST)
        if _write(viewer, form, found):
            messages.success(request, _("The statement is changed."))
            return redirect("moderation:statements")
        return render(request, "forums/moderation/statement.html", {"form": form}, status=422)
    initial = {
        "title": found.title,
        "reason": found.reason,
        "text": found.text,
        "board": found.board.slug if found.board else "",
    }
    return render(request, "forums/moderation/statement.html", {"form": CannedForm(initial=initial)})


def _write(viewer: Viewer, form: CannedForm, canned: Canned | None) -> bool:
    """Whether the form's statement was kept; else the form says why not."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    board: Board | None = moderated_board(viewer, data["board"]) if data["board"] else None
    if data["board"] and board is None:
        form.add_error("board", _("You look after no board of that name. Write its whole name."))
        return False
    try:
        preparing.write(
            viewer=viewer,
            board=board,
            title=data["title"],
            reason=Reason(data["reason"]),
            text=data["text"],
            canned=canned,
        )
    except Forbidden:
        form.add_error("board", _("Name a board that you look after: only moderators of the whole site write for all."))
        return False
    except preparing.NameTaken:
        form.add_error("title", _("A statement of this name exists for the board. Choose another name."))
        return False
    return True
