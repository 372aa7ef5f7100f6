"""How much moderators do, so that nobody does too much; and who is on call."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.boards.duty import set_on_call
from forums.boards.models import Moderator
from forums.notices.words import ACTIONS
from forums.web import items
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

MOST = 100
# What was about somebody in danger, a child or harassment weighs more than its number tells.
HARD = ("self-harm", "minor-at-risk", "harassment")


@surface(access=Access.MODERATOR, methods=("GET", "POST"))
def workload(request: HttpRequest) -> HttpResponse:
    """Decisions of the last week and month on the viewer's boards, by moderator; and the viewer's own duty."""
    viewer = viewer_of(request)
    if request.method == "POST":
        set_on_call(viewer=viewer, on_call=request.POST.get("on_call") == "yes")
        messages.success(request, _("Kept. You can change it whenever you like."))
        return redirect("moderation:workload")
    now = clock.now()
    week, month = now - timedelta(days=7), now - timedelta(days=30)
    lately = Decision.objects.filter(created_at__gte=month, actor__isnull=False, action__in=ACTIONS)
    counted = items.here(viewer, lately).order_by().values("actor__handle")
    rows = counted.annotate(
        week=Count("pk", filter=Q(created_at__gte=week)),
        hard=Count("pk", filter=Q(created_at__gte=week, reason__in=HARD)),
        month=Count("pk"),
    )
    duty = Moderator.objects.in_office().filter(member=viewer.member)
    context = {
        "rows": list(rows.order_by("-week", "-month", "actor__handle")[:MOST]),
        "duty": duty.values_list("on_call", flat=True).first(),
    }
    return render(request, "forums/moderation/workload.html", context)
