"""The public log of moderation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from forums.boards.models import Board
from forums.notices.words import ACTIONS, action_label
from forums.review.reasons import Reason
from medigest.audit.models import Decision
from medigest.kit.paging import keyset
from medigest.kit.surfaces import surface

LOG_SIZE = 50
# A public row names its board only where so many posts stand that it points to nobody.
LARGE_BOARD = 1000


@surface()
def log(request: HttpRequest) -> HttpResponse:
    """The public log: month, action, reason; the board only where it is large (DESIGN section 3, rule 8)."""
    decisions = Decision.objects.filter(action__in=ACTIONS, target_kind__in=["post", "thread", "sanction", "appeal"])
    page = keyset(
        decisions,
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=LOG_SIZE,
        key=lambda decision: [decision.pk],
    )
    places = {row.place_id for row in page.rows if row.place_id}
    large = Board.objects.filter(pk__in=places, audience=Board.Audience.PUBLIC, posts__gte=LARGE_BOARD)
    titles = dict(large.values_list("pk", "title"))
    reasons = dict(Reason.choices)
    context = {
        "rows": [
            {
                "month": row.created_at.date().replace(day=1),
                "action_label": action_label(row.action),
                "reason_label": reasons.get(row.reason, row.reason),
                "board_title": titles.get(row.place_id or 0, ""),
            }
            for row in page.rows
        ],
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return render(request, "forums/moderation/log.html", context)
