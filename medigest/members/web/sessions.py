"""Where a member is logged in."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medigest.kit.surfaces import Access, surface
from medigest.members.accounts.models import Member
from medigest.members.devices import sessions as logged_in
from medigest.members.viewer import viewer_of


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
def sessions(request: HttpRequest) -> HttpResponse:
    """The places, each with a way to log out there."""
    member, key = cast(Member, viewer_of(request).member), request.session.session_key or ""
    if request.method == "POST":
        session = request.POST.get("session", "")
        if session.isascii() and session.isdigit() and len(session) < 19:
            logged_in.end(member_id=member.pk, session_id=int(session))
            messages.success(request, _("Logged out there."))
        else:
            logged_in.end_others(member_id=member.pk, current_key=key)
            messages.success(request, _("Logged out everywhere else."))
        return redirect("members:sessions")
    context = {"places": logged_in.places(member=member, current_key=key)}
    return render(request, "medigest/members/sessions.html", context)
