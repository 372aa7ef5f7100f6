"""The permanent link of a post."""

import pytest
from django.urls import reverse

from forums.review.hide import hide_thread
from forums.review.reasons import Reason
from tests.conftest import reply, start, viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("view", ["forums:post", "forums:edit", "forums:remove"])
def test_ones_own_reply_does_not_tell_the_title_of_a_thread_that_was_hidden(cast, board, enter, view):
    opening = start(cast.author, board, title="A title that was hidden")
    own = reply(cast.member, opening.thread)
    address = reverse(view, args=[own.pk])
    assert enter(cast.member).get(address).status_code != 404
    hide_thread(viewer=viewer(cast.moderator), thread_id=opening.thread_id, reason=Reason.SPAM, statement="Spam.")
    answer = enter(cast.member).get(address)
    assert answer.status_code == 404
    assert "was-hidden" not in answer.get("Location", "")
    assert "was hidden" not in answer.content.decode()
