"""Change one's handle."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medigest.kit import ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.members.renames.grace import BETWEEN_CHANGES, GRACE, next_change
from medigest.members.renames.rename import HandleRefused, rename
from medigest.members.viewer import viewer_of
from medigest.members.web.forms import HandleForm

# Enough to find a free one, too few to try out a list of names.
TRIES, WINDOW = 10, 3600


@surface(access=Access.MEMBER, methods=("GET", "POST"))
def handle(request: HttpRequest) -> HttpResponse:
    """Another handle; the old one leads to it for a while."""
    viewer = viewer_of(request)
    member_id = viewer.member_id or 0
    form = HandleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ratelimit.spend("handle", str(member_id), limit=TRIES, window=WINDOW)
        try:
            rename(member_id=member_id, handle=form.cleaned_data["handle"])
        except HandleRefused as no:
            form.add_error("handle", str(no))
        else:
            messages.success(request, _("You are %(handle)s now.") % {"handle": form.cleaned_data["handle"]})
            return redirect("members:settings")
    context = {
        "form": form,
        "handle": viewer.handle,
        "due": next_change(member_id),
        "grace_days": GRACE.days,
        "between_days": BETWEEN_CHANGES.days,
    }
    return render(request, "medigest/members/handle.html", context, status=422 if form.is_bound else 200)
