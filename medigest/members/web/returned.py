"""Mail to the member's address came back: why none is sent, and how it is again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medigest.kit import ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.mailing.bounces import forgive
from medigest.members.viewer import viewer_of

TRIES, WINDOW = 3, 24 * 60 * 60


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
def returned(request: HttpRequest) -> HttpResponse:
    """Give another address, or have this one tried again: what comes back once more is noted once more."""
    viewer = viewer_of(request)
    if request.method == "POST" and viewer.member:
        ratelimit.spend("returned", str(viewer.member_id), limit=TRIES, window=WINDOW)
        forgive(viewer.member.email)
        messages.success(request, _("We write to you again. If the next mail comes back too, you are told here."))
        return redirect("members:settings")
    return render(request, "medigest/members/returned_mail.html", {"address": viewer.member and viewer.member.email})
