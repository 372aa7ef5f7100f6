"""Whom somebody may mean who types an @: for the script of the composer."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from forums.threads.mentions import taking_part
from forums.web.gates import board_gate
from medigest.kit import ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

SHORTEST, LONGEST = 2, 30
LIMIT, WINDOW = 120, 60


@surface(access=Access.MEMBER)
def people(request: HttpRequest, board: str) -> HttpResponse:
    """Handles of those who take part on a board and whose names begin with `q`."""
    viewer = viewer_of(request)
    here = board_gate(viewer, board)
    beginning = request.GET.get("q", "")
    if not SHORTEST <= len(beginning) <= LONGEST or "\x00" in beginning:
        return JsonResponse({"handles": []})
    ratelimit.spend("people", str(viewer.member_id), limit=LIMIT, window=WINDOW)
    return JsonResponse({"handles": taking_part(viewer=viewer, board=here, beginning=beginning)})
