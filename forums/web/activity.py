"""Whether a member's page shows what they wrote."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.activity.hide import hide
from forums.activity.read import left_out, own_boards, shows
from forums.activity.show import show
from forums.web.forms.reading import ActivityForm
from medigest.kit.refusals import Forbidden
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of


@surface(access=Access.MEMBER, methods=("GET", "POST"))
def settings(request: HttpRequest) -> HttpResponse:
    """Show it to nobody, or to other members, whole or without some boards."""
    viewer = viewer_of(request)
    member_id = viewer.member_id or 0
    boards = list(own_boards(viewer).values_list("pk", "title"))
    shown = {"who": "members" if shows(member_id) else "nobody", "leave_out": left_out(member_id)}
    form = ActivityForm(request.POST if request.method == "POST" else None, initial=shown, boards=boards)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["who"] == "members":
                show(member_id=member_id, leave_out=form.cleaned_data["leave_out"])
            else:
                hide(member_id=member_id)
        except Forbidden as no:
            form.add_error("who", str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("members:profile", viewer.handle)
    return render(request, "forums/activity.html", {"form": form}, status=422 if form.is_bound else 200)
