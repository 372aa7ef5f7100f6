"""A log to look at."""

import pytest

from forums.review.approve import approve
from forums.review.hide import hide
from medigest.audit.models import Decision, Seal
from medigest.audit.seal import seal
from tests.conftest import Cast, reply, start, viewer
from tests.forums.helpers import SAID


@pytest.fixture
def log(cast: Cast, board: object) -> list[Decision]:
    """Six sealed decisions, the appointments of the cast among them; none is unsealed."""
    thread = start(cast.author, board).thread
    for _ in range(3):
        hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    approve(viewer=viewer(cast.local), post_id=reply(cast.newcomer, thread).pk)
    assert seal() == Decision.objects.count() == Seal.objects.count() == 6
    return list(Decision.objects.order_by("pk"))
