"""The workload page: who did how much, and who is on call."""

from forums.boards.models import Moderator
from forums.review.approve import approve
from forums.review.hide import hide
from forums.review.reasons import Reason
from forums.threads.models import State
from tests.conftest import start, viewer
from tests.forums.helpers import in_state

URL = "/moderation/workload/"


def test_decisions_are_counted_by_moderator_and_the_hard_ones_beside_them(cast, thread, enter):
    approve(viewer=viewer(cast.local), post_id=in_state(State.HELD, cast, thread).pk)
    post = in_state(State.PUBLISHED, cast, thread)
    hide(viewer=viewer(cast.local), post_id=post.pk, reason=Reason.HARASSMENT, statement="Please be kind.")
    assert list(enter(cast.local).get(URL).context["rows"]) == [
        {"actor__handle": "lou-local", "week": 2, "hard": 1, "month": 2}
    ]


def test_a_local_moderator_sees_the_work_on_their_boards(cast, quiet, enter):
    approve(viewer=viewer(cast.moderator), post_id=start(cast.newcomer, quiet).pk)
    assert enter(cast.local).get(URL).context["rows"] == []
    assert len(enter(cast.moderator).get(URL).context["rows"]) == 1


def test_a_moderator_goes_off_call_and_on_again(cast, enter):
    client = enter(cast.local)
    for choice, stands in (("no", False), ("yes", True)):
        client.post(URL, {"on_call": choice})
        assert Moderator.objects.get(member=cast.local).on_call is stands
    assert Moderator.objects.get(member=cast.moderator).on_call
