"""Error pages. The 500 page is a plain file: nothing in it can fail."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.utils.translation import gettext as _

from medigest.kit.surfaces import forbidden, keep_text, typed


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not understood; or understood to be more than we take, which Django tells by the kind of the exception."""
    status = 413 if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent) else 400
    return render(request, f"{status}.html", status=status)


def denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return forbidden(request, str(exception) or _("You may not do that."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not here; a text that was sent to what is gone meanwhile is shown, not dropped."""
    if typed(request):
        return keep_text(
            request,
            heading=_("This page is not here"),
            explanation=_("It may have moved, or been taken away since you opened it. Nothing was sent."),
            status=404,
        )
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    page = Path(settings.BASE_DIR) / "templates" / "500.html"
    return HttpResponseServerError(page.read_text(encoding="utf-8"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the last log-in or log-out: the text it carried is shown, not dropped."""
    context = {"title": request.POST.get("title", ""), "body": typed(request)}
    return render(request, "csrf.html", context, status=403)
