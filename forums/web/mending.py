"""The way for somebody who may not write yet."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from forums.boards.models import Board
from forums.policy import Standing
from medigest.members.viewer import viewer_of


def mend_url(request: HttpRequest, standing: Standing, board: Board) -> str:
    """The log-in page for visitors, the consents for members who gave none, both leading back here; for the
    sanctioned what was decided and how to appeal; else empty."""
    back = urlencode({"next": request.get_full_path()})
    if not viewer_of(request).is_member:
        return f"{reverse('account_login')}?{back}"
    if standing.stop_on(board.pk):
        return reverse("decisions:index")
    return "" if standing.consented else f"{reverse('members:consents')}?{back}"
