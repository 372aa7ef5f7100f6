"""The way back into an account whose address somebody else changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from medigest.kit.surfaces import surface
from medigest.members.recovery import LinkUsedUp, change_of, take_back

GONE = 410


@surface(methods=("GET", "POST"))
@never_cache
def recover(request: HttpRequest, token: str) -> HttpResponse:
    """Undo a change of address, after a question; opened from a mail, mostly without being logged in."""
    page = "medigest/members/recover.html"
    try:
        if request.method == "POST":
            return render(request, page, {"done": take_back(token=token)})
        return render(request, page, {"old": change_of(token).old})
    except LinkUsedUp:
        return render(request, page, {"used_up": True}, status=GONE)
