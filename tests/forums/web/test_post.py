"""The permanent link of a post."""

import pytest
from django.urls import reverse

from forums.review.hide import hide_thread
from forums.review.reasons import Reason
from forums.threads.models import Post, State
from tests.conftest import reply, start, viewer
from tests.forums.helpers import assert_counters_are_right, fresh

pytestmark = pytest.mark.django_db

TITLE = "A title that was hidden"


@pytest.fixture
def own(cast, board) -> Post:
    """The member's own reply in a thread that was hidden around it."""
    opening = start(cast.author, board, title=TITLE)
    own = reply(cast.member, opening.thread, "My own words.")
    hide_thread(viewer=viewer(cast.moderator), thread_id=opening.thread_id, reason=Reason.SPAM, statement="To you.")
    return own


def test_it_leads_to_the_posts_place(cast, board, enter):
    own = reply(cast.member, start(cast.author, board).thread)
    answer = enter(None).get(reverse("forums:post", args=[own.pk]))
    assert (answer.status_code, answer.url) == (302, f"{own.thread.get_absolute_url()}#post-2")


def test_ones_own_reply_in_a_hidden_thread_can_be_read_and_removed_without_the_thread(cast, own, enter):
    client = enter(cast.member)
    for view in ("forums:post", "forums:remove"):
        page = client.get(reverse(view, args=[own.pk]))
        assert page.status_code == 200
        assert "My own words." in page.content.decode()
    page = client.get(reverse("forums:post", args=[own.pk])).content.decode()
    assert "Reason: Spam." in page
    assert "To you." not in page
    answer = client.post(reverse("forums:remove", args=[own.pk]))
    assert (answer.status_code, answer.url) == (302, reverse("forums:index"))
    assert fresh(own).state == State.REMOVED
    assert_counters_are_right()


@pytest.mark.parametrize("view", ["forums:post", "forums:edit", "forums:remove", "forums:report"])
def test_nothing_there_tells_the_title_of_the_hidden_thread(cast, own, enter, view):
    answer = enter(cast.member).get(reverse(view, args=[own.pk]))
    assert answer.status_code == (200 if view in ("forums:post", "forums:remove") else 404)
    assert "was-hidden" not in answer.get("Location", "") + answer.content.decode()
    assert TITLE not in answer.content.decode()


def test_anothers_reply_in_a_hidden_thread_is_not_there(cast, own, enter):
    assert enter(cast.newcomer).get(reverse("forums:post", args=[own.pk])).status_code == 404
