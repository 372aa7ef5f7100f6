"""Who looks after the site: appointed and dismissed by administrators."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from conditions.editors import appoint as editor_appoint
from conditions.editors import revoke as editor_revoke
from conditions.editors.models import Editor
from forums.boards.appoint import appoint
from forums.boards.give_role import give_role
from forums.boards.models import Moderator
from forums.boards.revoke import revoke
from forums.web.forms.people import AppointForm, DismissForm
from medigest.kit import clock
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, keep_text, surface
from medigest.members.accounts.appoint import LastAdministrator
from medigest.members.models import Member
from medigest.members.viewer import viewer_of

PAGE = 30
MOST_WITH_A_ROLE = 50


def _show(request: HttpRequest, form: AppointForm, status: int = 200) -> HttpResponse:
    page = keyset(
        Moderator.objects.in_office().select_related("member", "board", "granted_by"),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE,
        key=lambda grant: [grant.pk],
    )
    with_role = Member.objects.exclude(role=Member.Role.MEMBER).order_by("role", "handle")
    context = {
        "grants": page.rows,
        "next_url": f"?after={page.after}" if page.after else "",
        "editors": Editor.objects.in_office()
        .select_related("member", "condition", "granted_by")
        .order_by("pk")[:MOST_WITH_A_ROLE],
        "with_role": [one for one in with_role[:MOST_WITH_A_ROLE] if one.office != Member.Role.MEMBER],
        "form": form,
    }
    return render(request, "forums/moderation/people.html", context, status=status)


@surface(access=Access.ADMINISTRATOR, methods=("GET", "POST"))
def people(request: HttpRequest) -> HttpResponse:
    """The moderators, editors and administrators; appoint one."""
    if request.method != "POST":
        return _show(request, AppointForm())
    form = AppointForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    data = form.cleaned_data
    told: dict[str, Any] = {
        "member_id": data["handle"].pk,
        "until": clock.now() + timedelta(days=data["days"]) if data["days"] else None,
        "actor_id": viewer_of(request).member_id,
        "statement": data["statement"].strip(),
    }
    try:
        if data["office"] == "moderator":
            appoint(board_id=data["board"].pk if data["board"] else None, beneath=data["beneath"], **told)
        elif data["board"]:
            editor_appoint.appoint(condition_id=data["board"].condition_id, beneath=data["beneath"], **told)
        else:
            give_role(role=Member.Role(data["office"]), **told)
    except LastAdministrator:
        form.add_error("office", _("The site would be left without an administrator. Appoint another first."))
        return _show(request, form, status=422)
    messages.success(request, _("Done: the appointment holds from now on, and the member is told."))
    return redirect("moderation:people")


@surface(access=Access.ADMINISTRATOR, methods=("POST",))
def dismiss(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take a moderator's grant back."""
    return _dismiss(request, get_object_or_404(Moderator, pk=grant_id).pk, revoke)


@surface(access=Access.ADMINISTRATOR, methods=("POST",))
def dismiss_editor(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take an editor's grant back."""
    return _dismiss(request, get_object_or_404(Editor, pk=grant_id).pk, editor_revoke.revoke)


def _dismiss(request: HttpRequest, grant_id: int, verb: Callable[..., None]) -> HttpResponse:
    form = DismissForm(request.POST)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return keep_text(request, heading=_("Nothing was decided yet"), explanation=" ".join(problems), status=422)
    verb(grant_id=grant_id, actor_id=viewer_of(request).member_id or 0, statement=form.cleaned_data["statement"])
    messages.success(request, _("Done: the grant is taken back, and the member is told."))
    return redirect("moderation:people")
