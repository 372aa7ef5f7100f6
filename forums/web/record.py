"""A member's record for moderators: sanctions, decisions, notes; and the decisions about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.boards.models import Board
from forums.sanctions import confirm, impose, lift
from forums.sanctions.models import Note, Sanction
from forums.sanctions.note import note as noting
from forums.threads.models import Post
from forums.threads.shown import handle_of
from forums.web import items
from forums.web.decisions import sanction_row
from forums.web.forms.people import NoteForm, SanctionForm, SecondForm
from medigest.kit.surfaces import Access, keep_text, surface
from medigest.members.models import Member
from medigest.members.viewer import viewer_of

MOST = 20

SECONDS: dict[str, Callable[..., Sanction]] = {"confirm": confirm.confirm, "lift": lift.lift}


def _member(handle: str) -> Member:
    return get_object_or_404(Member, handle__iexact=handle)


def _show(
    request: HttpRequest,
    member: Member,
    sanction_form: SanctionForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = viewer_of(request)
    about = Board.objects.moderated_by(viewer).filter(slug=request.GET.get("board", "")).first()
    given = {"board": about.slug if about else ""}
    sanctions = Sanction.objects.visible_to(viewer).filter(member=member).select_related("board").order_by("-pk")
    notes = Note.objects.visible_to(viewer).filter(member=member).select_related("author", "board").order_by("-pk")
    context: dict[str, Any] = {
        "member": member,
        "published": Post.objects.filter(author=member, alias=None, published_at__isnull=False)[:100].count(),
        "sanctions": [
            sanction_row(one)
            | {
                "in_force": one.holds,
                "lifted_at": one.lifted_at,
                "can_decide": one.holds and confirm.reaches(viewer, one) and member.pk != viewer.member_id,
                "can_confirm": one.waits_for_a_second and one.imposed_by_id != viewer.member_id,
            }
            for one in sanctions[:MOST]
        ],
        "decisions": items.decisions(items.about(viewer, member)),
        "notes": [
            {
                "author_handle": handle_of(one.author),
                "board": one.board.title if one.board else "",
                "text": one.text,
                "created_at": one.created_at,
            }
            for one in notes[:MOST]
        ],
        "own": member.pk == viewer.member_id,
        "sanction_form": sanction_form or SanctionForm(initial=given),
        "note_form": note_form or NoteForm(initial=given, auto_id="note_%s"),
        "second_form": SecondForm(),
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/member.html", context, status=status)


@surface(access=Access.MODERATOR, disclaimer=True)
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """What a moderator may know of a member: all that belongs to the boards they look after."""
    return _show(request, _member(handle))


@surface(access=Access.MODERATOR, methods=("POST",), disclaimer=True)
def sanction(request: HttpRequest, handle: str) -> HttpResponse:
    """Sanction the member."""
    about, form = _member(handle), SanctionForm(request.POST)
    if not form.is_valid():
        return _show(request, about, sanction_form=form, status=422)
    data = form.cleaned_data
    try:
        impose.impose(
            viewer=viewer_of(request),
            member_id=about.pk,
            kind=Sanction.Kind(data["kind"]),
            reason=data["reason"],
            statement=data["statement"],
            days=data["days"] or None,
            board_id=data["board"].pk if data["board"] else None,
        )
    except impose.SanctionRefused as refused:
        for field, problem in refused.problems.items():
            form.add_error(field, problem)
        return _show(request, about, sanction_form=form, status=422)
    except impose.AlreadySanctioned:
        messages.warning(request, _("Nothing was changed: the same sanction is in force already."))
    else:
        messages.success(request, _("Done: it holds from now on, and the member is told."))
    return redirect("moderation:member", about.handle)


@surface(access=Access.MODERATOR, methods=("POST",), disclaimer=True)
def note(request: HttpRequest, handle: str) -> HttpResponse:
    """Note something for the other moderators."""
    about, form = _member(handle), NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return _show(request, about, note_form=form, status=422)
    noting(
        viewer=viewer_of(request),
        member_id=about.pk,
        text=form.cleaned_data["note"],
        board=form.cleaned_data["board"],
    )
    messages.success(request, _("Noted."))
    return redirect("moderation:member", about.handle)


@surface(access=Access.MODERATOR, methods=("POST",))
def second(request: HttpRequest, sanction_id: int, action: str) -> HttpResponse:
    """Confirm that a sanction has no end, or lift it."""
    viewer = viewer_of(request)
    about = Sanction.objects.visible_to(viewer).select_related("member").filter(pk=sanction_id).first()
    if about is None or action not in SECONDS:
        raise Http404
    form = SecondForm(request.POST)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return keep_text(request, heading=_("Nothing was decided yet"), explanation=" ".join(problems), status=422)
    try:
        SECONDS[action](viewer=viewer, sanction_id=about.pk, statement=form.cleaned_data["statement"])
    except impose.AlreadySanctioned:
        messages.warning(request, _("Nothing was changed: somebody else has decided this already, or it has ended."))
    else:
        messages.success(request, _("Done: the member is told."))
    return redirect("moderation:member", about.member.handle)
