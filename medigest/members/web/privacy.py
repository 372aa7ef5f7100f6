"""One's data in an archive, and the way out: both ask once more who it is."""

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medigest.kit import clock, ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.members.accounts.models import Member
from medigest.members.privacy import ask, files, registry
from medigest.members.privacy import leave as leaving
from medigest.members.privacy.models import Export
from medigest.members.viewer import viewer_of
from medigest.members.web.wishes import LeaveForm

EXPORTS_LIMIT, EXPORTS_WINDOW = 5, 24 * 60 * 60


def _member(request: HttpRequest) -> Member:
    member = viewer_of(request).member
    assert member, "the surface lets members in"  # noqa: S101  # for the type checker: the guard stands before
    return member


def _shown(export: Export | None) -> dict[str, object]:
    """What the page and its moving part show of an archive."""
    until = export.ready_at + timedelta(days=files.DAYS_KEPT) if export and export.ready_at else None
    slow = bool(export and not until and export.asked_at < clock.now() - ask.LOST_AFTER)
    return {"export": export, "until": until, "slow": slow}


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def export(request: HttpRequest) -> HttpResponse:
    """Ask for an archive of everything, see how far it is, delete it."""
    member = _member(request)
    if request.method != "POST":
        return render(request, "medigest/members/export.html", _shown(ask.available(member.pk)))
    if request.POST.get("do") == "drop":
        files.erase(member.pk, {})
        messages.success(request, _("Your archive is deleted."))
        return redirect("members:export")
    ratelimit.spend("export", str(member.pk), limit=EXPORTS_LIMIT, window=EXPORTS_WINDOW)
    ask.ask(member_id=member.pk)
    return redirect("members:export")


@surface(access=Access.MEMBER)
def export_progress(request: HttpRequest) -> HttpResponse:
    """The part of the page that moves."""
    return render(request, "medigest/members/_export.html", _shown(ask.available(_member(request).pk)))


@surface(access=Access.MEMBER)
@reauthentication_required  # type: ignore[untyped-decorator]
def export_file(request: HttpRequest, export_id: int) -> HttpResponseBase:
    """The archive, for the member whose it is; for everybody else it does not exist."""
    found = ask.available(_member(request).pk)
    if found is None or found.pk != export_id or not found.ready_at or not files.storage().exists(found.name):
        raise Http404
    # The file's name tells nobody who looks over a shoulder where it comes from.
    name = f"my-data-{found.ready_at:%Y-%m-%d}.zip"
    response = FileResponse(files.storage().open(found.name), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _leaves(request: HttpRequest) -> bool:
    return request.POST.get("do") != "stay"


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
@reauthentication_required(allow_get=True, enabled=_leaves)  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """Delete one's account in fourteen days, choose what stays without a name, or change one's mind."""
    member = _member(request)
    if request.POST.get("do") == "stay":
        leaving.stay(member_id=member.pk)
        messages.success(request, _("Your account stays. Everything is as it was."))
        return redirect("members:delete")
    why_not = leaving.why_not_leave(member)
    wishes = {key: "keep" if keep else "erase" for key, keep in member.leaving_wishes.items()}
    form = LeaveForm(request.POST if request.method == "POST" else None, initial=wishes, choices=registry.choices())
    if not why_not and request.method == "POST" and form.is_valid():
        leaving.leave(member_id=member.pk, keep=form.kept)
        messages.success(request, _("We will delete your account. Until then you can change your mind here."))
        return redirect("members:delete")
    context = {
        "form": form,
        "why_not": why_not,
        "warnings": registry.warnings(member.pk),
        "leaving_at": member.leaving_at,
        "days": leaving.DAYS_TO_CHANGE_ONES_MIND,
        "export_url": reverse("members:export"),
    }
    status = 200 if request.method != "POST" else 403 if why_not else 422
    return render(request, "medigest/members/delete.html", context, status=status)
