"""Decisions about a whole thread that need more than a button: move, merge, split, label, close after a date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.articles.disclaimers import in_force
from forums.boards.moderation import moderated_board, moderates
from forums.review import label as labelling
from forums.review import merge as merging
from forums.review import move as moving
from forums.review import split as splitting
from forums.review.deciding import AlreadyDecided
from forums.review.reasons import Reason
from forums.threads.models import Thread
from forums.threads.rows import thread_url
from forums.web import items
from forums.web.forms.deciding import CloseForm, DecisionForm, LabelForm, MergeForm, MoveForm, SlowForm, SplitForm
from medigest.kit.refusals import Forbidden
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of


class _Mend(Exception):
    """What was typed does not do; which field, and how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _move(viewer: Viewer, thread: Thread, data: dict[str, Any], said: dict[str, Any]) -> Thread:
    board = moderated_board(viewer, data["board"])
    if board is None:
        raise _Mend("board", _("You look after no board of that name. Write its whole name."))
    moving.move(viewer=viewer, thread_id=thread.pk, board=board, **said)
    return thread


def _merge(viewer: Viewer, thread: Thread, data: dict[str, Any], said: dict[str, Any]) -> Thread:
    into = Thread.objects.visible_to(viewer).filter(pk=data["into"], merged_into=None).select_related("board").first()
    if into is None or into.pk == thread.pk:
        raise _Mend("into", _("There is no other thread at this address. Open the thread and copy its address."))
    merging.merge(viewer=viewer, thread_id=thread.pk, into_id=into.pk, **said)
    return into


def _split(viewer: Viewer, thread: Thread, data: dict[str, Any], said: dict[str, Any]) -> Thread:
    try:
        made, _decision = splitting.split(
            viewer=viewer, thread_id=thread.pk, positions=data["positions"], title=data["title"], **said
        )
    except splitting.CannotSplit as error:
        raise _Mend(error.field, str(error)) from error
    return made


def _label(viewer: Viewer, thread: Thread, data: dict[str, Any], said: dict[str, Any]) -> Thread:
    labelling.label(viewer=viewer, thread_id=thread.pk, text=data["label"], **said)
    return thread


def _close(viewer: Viewer, thread: Thread, data: dict[str, Any], said: dict[str, Any]) -> Thread:
    labelling.close_after(viewer=viewer, thread_id=thread.pk, moment=data["closes_at"], **said)
    return thread


def _slow(viewer: Viewer, thread: Thread, data: dict[str, Any], said: dict[str, Any]) -> Thread:
    span = timedelta(hours=data["hours"])
    labelling.slow(viewer=viewer, thread_id=thread.pk, minutes=data["minutes"], duration=span, **said)
    return thread


@dataclass(frozen=True)
class Change:
    """A decision about a thread: its form, its verb, and its words. The verb tells the thread to go on to."""

    form: type[DecisionForm]
    verb: Callable[[Viewer, Thread, dict[str, Any], dict[str, Any]], Thread]
    heading: Any
    explanation: Any
    button: Any


CHANGES = {
    "move": Change(
        MoveForm,
        _move,
        gettext_lazy("Move to another board"),
        gettext_lazy("Its address leads to the new place. Nobody may come to read it who could not before."),
        gettext_lazy("Move the thread"),
    ),
    "merge": Change(
        MergeForm,
        _merge,
        gettext_lazy("Merge into another thread"),
        gettext_lazy("Its posts follow those of the other thread, and every old place leads to the new one."),
        gettext_lazy("Merge the threads"),
    ),
    "split": Change(
        SplitForm,
        _split,
        gettext_lazy("Split posts off"),
        gettext_lazy("They make a thread of their own on this board. Their old places lead there."),
        gettext_lazy("Split them off"),
    ),
    "label": Change(
        LabelForm,
        _label,
        gettext_lazy("Label"),
        gettext_lazy("Everybody sees it beside the title."),
        gettext_lazy("Set the label"),
    ),
    "close": Change(
        CloseForm,
        _close,
        gettext_lazy("Close after a date"),
        gettext_lazy("From then on the thread can be read, and takes no more replies."),
        gettext_lazy("Set the date"),
    ),
    "slow": Change(
        SlowForm,
        _slow,
        gettext_lazy("Slow it down"),
        gettext_lazy("Where a thread is heated, each writer waits a little between two posts."),
        gettext_lazy("Slow the thread down"),
    ),
}


def _thread_gate(viewer: Viewer, thread_id: int) -> Thread:
    """The thread, if the viewer moderates its board. Raises Http404."""
    waiting = Thread.objects.visible_to(viewer).select_related("board__condition")
    thread = waiting.filter(pk=thread_id, merged_into=None).first()
    if thread is None or not moderates(viewer, thread.board):
        raise Http404
    return thread


def _initial(thread: Thread) -> dict[str, Any]:
    return {"label": thread.label, "closes_at": thread.closes_at}


def _show(
    request: HttpRequest, thread: Thread, action: str = "", form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    forms = {
        name: form
        if form and name == action
        else change.form(action=name, initial=_initial(thread), auto_id=f"{name}-%s")
        for name, change in CHANGES.items()
    }
    context = {
        "thread": {"id": thread.pk, "title": thread.title, "url": thread_url(thread, thread.board)},
        "board": thread.board,
        "condition": thread.board.condition,
        "changes": [(name, change, forms[name], name == action) for name, change in CHANGES.items()],
        "bad_form": form,
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/whole.html", context, status=status)


@surface(access=Access.MODERATOR, disclaimer=True)
def whole(request: HttpRequest, thread_id: int) -> HttpResponse:
    """What can be decided about a whole thread."""
    return _show(request, _thread_gate(viewer_of(request), thread_id))


@surface(access=Access.MODERATOR, methods=("POST",), disclaimer=True)
def change(request: HttpRequest, thread_id: int, action: str) -> HttpResponse:
    """Move, merge, split, label a thread or set its closing date."""
    viewer = viewer_of(request)
    thread = _thread_gate(viewer, thread_id)
    if action not in CHANGES:
        raise Http404
    form = CHANGES[action].form(request.POST, action=action, auto_id=f"{action}-%s")
    if not form.is_valid():
        return _show(request, thread, action, form, status=422)
    said = {"reason": Reason(form.cleaned_data["reason"]), "statement": form.cleaned_data["statement"]}
    try:
        shown = CHANGES[action].verb(viewer, thread, form.cleaned_data, said)
    except _Mend as problem:
        form.add_error(problem.field, str(problem))
        return _show(request, thread, action, form, status=422)
    except Forbidden as no:
        form.add_error(None, str(no))
        return _show(request, thread, action, form, status=403)
    except AlreadyDecided:
        messages.warning(request, items.OVERTAKEN)
        return _show(request, _thread_gate(viewer, thread_id), action, form, status=409)
    messages.success(request, _("Done: the decision is recorded."))
    landed = Thread.objects.select_related("board").get(pk=shown.pk)
    return redirect(thread_url(landed, landed.board))
