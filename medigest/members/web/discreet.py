"""Discreet mode: titles that name nothing, nothing kept by the browser, and a quick way out."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from medigest.kit.surfaces import surface
from medigest.members.accounts.discreet import set_discreet
from medigest.members.viewer import viewer_of

COOKIE = "plain"
YEAR = 60 * 60 * 24 * 365
REDIRECTS = (301, 302, 303)


def is_discreet(request: HttpRequest) -> bool:
    """Whether the member's account asks for it, or this browser does (a visitor's, or the log-in page's)."""
    member = viewer_of(request).member
    return request.COOKIES.get(COOKIE) == "1" or bool(member and member.discreet)


def context(request: HttpRequest) -> dict[str, Any]:
    """`discreet` for every template."""
    return {"discreet": SimpleLazyObject(lambda: hasattr(request, "viewer") and is_discreet(request))}


def remember(response: HttpResponse, on: bool) -> None:
    """Let this browser ask for discreet mode, or no longer."""
    if on:
        response.set_cookie(
            COOKIE, "1", max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


class DiscreetMiddleware:
    """In discreet mode no page is kept by the browser, and a form that a script sent is told where to go on.

    A script that sends a form can replace the page in the tab's history instead of adding to it; a redirect
    would be followed out of its sight.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_discreet(request):
            response["Cache-Control"] = "no-store"
        if request.headers.get("X-Discreet") and response.status_code in REDIRECTS:
            response["X-Location"] = response["Location"]
            del response["Location"]
            response.status_code = 204
            response.content = b""
        return response


@surface(methods=("GET", "POST"))
def discreet(request: HttpRequest) -> HttpResponse:
    """What discreet mode does, and the switch; for visitors too."""
    if request.method != "POST":
        return render(request, "medigest/members/discreet.html")
    on = request.POST.get("do") == "on"
    member_id = viewer_of(request).member_id
    if member_id is not None:
        set_discreet(member_id=member_id, on=on)
    messages.success(request, _("Discreet mode is on.") if on else _("Discreet mode is off."))
    response = redirect("members:discreet")
    remember(response, on)
    return response


@surface()
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once: the session ends, the browser forgets what the site stored, a neutral page comes."""
    logout(request)
    response = redirect(settings.QUICK_EXIT_URL)
    for name in request.COOKIES:
        response.delete_cookie(name, samesite="Lax")
    return response
