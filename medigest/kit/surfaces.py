"""Every view is placed: who may enter, which methods it answers, whether it carries the disclaimer.

One decorator is the guard of all rooms, so no view can forget it; the tests walk the URLconf and
fail on a view that was not placed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medigest.kit.refusals import Forbidden, LogInFirst, TooMany


class Access(Enum):
    """The least a visitor must be to enter."""

    ANYONE = "anyone"
    MEMBER = "member"
    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Entrant(Protocol):
    """What the guard asks of a viewer."""

    @property
    def is_member(self) -> bool: ...
    @property
    def is_moderator(self) -> bool: ...
    @property
    def is_editor(self) -> bool: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def powers_asleep(self) -> bool: ...
    @property
    def suspension(self) -> str: ...


@dataclass(frozen=True)
class Surface:
    """Where a view stands: read by the guard and by the tests."""

    access: Access
    methods: tuple[str, ...]
    disclaimer: bool
    suspended: bool


View = Callable[..., HttpResponse]


def surface(
    *,
    access: Access = Access.ANYONE,
    methods: tuple[str, ...] = ("GET",),
    disclaimer: bool = False,
    suspended: bool = False,
) -> Callable[[View], View]:
    """Place a view and guard it. `disclaimer`: the page is about a condition and carries the disclaimer in force;
    `suspended`: a suspended member may send it too: to appeal, to export, to take a consent back."""
    placed = Surface(access, methods, disclaimer, suspended)

    def place(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            method = "GET" if request.method == "HEAD" else str(request.method)
            if method not in placed.methods:
                return HttpResponseNotAllowed(placed.methods)
            try:
                return _refusal(request, placed, method) or view(request, *args, **kwargs)
            except (Forbidden, LogInFirst, TooMany) as no:
                return _answer(request, no)
            except Http404:
                if not typed(request):
                    raise
                return keep_text(
                    request,
                    heading=_("This is not here any more"),
                    explanation=_("What you answered was moved or taken away while you wrote. Your text was not sent."),
                    status=404,
                )

        guarded.surface = placed  # type: ignore[attr-defined]  # read back by the tests
        return guarded

    return place


def _refusal(request: HttpRequest, placed: Surface, method: str) -> HttpResponse | None:
    access = placed.access
    if access is Access.ANYONE:
        return None
    viewer: Entrant = request.viewer  # type: ignore[attr-defined]  # set by the viewer middleware
    if not viewer.is_member:
        return ask_to_log_in(request)
    if method != "GET" and not placed.suspended and viewer.suspension:
        raise Forbidden(viewer.suspension)
    if access is Access.MEMBER or getattr(viewer, f"is_{access.value}"):
        return None
    if viewer.powers_asleep:
        return forbidden(
            request,
            _("This page needs your second factor. Set one up, or log in again and use it."),
            next_url=reverse("mfa_index"),
            next_label=_("Second factor"),
        )
    return forbidden(
        request, _("This page is for the people who look after the site. Your account is not one of them.")
    )


def _answer(request: HttpRequest, no: Exception) -> HttpResponse:
    """The page for a refusal from below; a text that came with the request is shown with it."""
    if isinstance(no, LogInFirst):
        return ask_to_log_in(request)
    if isinstance(no, TooMany):
        reason = ngettext(
            "That was a lot in a short time. Please wait %(count)d second, then send it again.",
            "That was a lot in a short time. Please wait %(count)d seconds, then send it again.",
            no.seconds,
        ) % {"count": no.seconds}
        response = keep_text(request, heading=_("Please wait a little"), explanation=reason, status=429)
        response["Retry-After"] = str(no.seconds)
        return response
    if typed(request):
        return keep_text(request, heading=_("This can't be sent"), explanation=str(no), status=403)
    return forbidden(request, str(no))


def typed(request: HttpRequest) -> str:
    """The text that came with the request."""
    return str(request.POST.get("body") or request.POST.get("note") or request.POST.get("statement") or "")


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the log-in page; text they had typed is shown to be kept, never dropped."""
    if typed(request):
        return keep_text(
            request,
            heading=_("You are not logged in any more"),
            explanation=_("Your text was not sent, and it is not lost. Copy it, log in, and send it again."),
            status=401,
        )
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)  # a part of a page can't hold the log-in page; what stands there stays
    # After a POST the way back is the page the form stood on.
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect_to_login(back, reverse("account_login"))


def keep_text(request: HttpRequest, *, heading: str, explanation: str, status: int) -> HttpResponse:
    """Answer a failed submission with the text it carried."""
    log_in = status == 401
    context = {
        "heading": heading,
        "explanation": explanation,
        "title": request.POST.get("title", ""),
        "body": typed(request),
        "next_url": reverse("account_login") if log_in else reverse("home"),
        "next_label": _("Log in") if log_in else _("To the start page"),
    }
    return render(request, "kept.html", context, status=status)


def forbidden(request: HttpRequest, reason: str, *, next_url: str = "", next_label: str = "") -> HttpResponse:
    """403 with the reason, and where to go from here."""
    context = {"reason": reason, "next_url": next_url, "next_label": next_label}
    return render(request, "403.html", context, status=403)
