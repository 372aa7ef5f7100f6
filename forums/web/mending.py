"""The way for somebody who may not write yet."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.policy import Standing
from medigest.members.viewer import viewer_of


class Mend(NamedTuple):
    """An address, and the words on the button that leads there."""

    url: str
    label: str


def mend(request: HttpRequest, standing: Standing, board: Board) -> Mend | None:
    """The log-in page for visitors, the consents for members who gave none, both leading back here; for the
    sanctioned what was decided and how to appeal; else none."""
    back = urlencode({"next": request.get_full_path()})
    if not viewer_of(request).is_member:
        return Mend(f"{reverse('account_login')}?{back}", _("Log in"))
    if standing.stop_on(board.pk):
        return Mend(reverse("decisions:index"), _("See what was decided"))
    return None if standing.consented else Mend(f"{reverse('members:consents')}?{back}", _("Read and choose"))
