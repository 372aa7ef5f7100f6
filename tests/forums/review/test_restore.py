"""Show again what a moderator hid."""

import pytest

from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide_thread
from forums.review.restore import restore, restore_thread
from forums.threads.models import State
from medigest.audit.models import Decision
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state


def test_a_restored_post_stands_in_its_old_place_and_is_counted(cast, board, thread):
    post = in_state(State.HIDDEN, cast, thread)
    reply(cast.member, thread)
    decision = restore(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert (fresh(post).state, fresh(post).position, fresh(post).decision) == (State.PUBLISHED, 2, decision)
    assert (decision.action, decision.member, decision.place_id) == ("restore", cast.author, board.pk)
    assert (fresh(thread).posts, counts(board)["posts"]) == (3, 3)
    assert_counters_are_right()


@pytest.mark.parametrize("state", [one for one in State if one != State.HIDDEN])
def test_only_a_hidden_post_can_be_restored(cast, thread, state):
    post = in_state(state, cast, thread)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        restore(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert (fresh(post).state, Decision.objects.count()) == (state, before)


def test_a_restored_thread_is_as_before(cast, board, thread):
    reply(cast.member, thread)
    before = counts(board)
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    decision = restore_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert (fresh(thread).state, decision.action, decision.target_kind) == (State.PUBLISHED, "restore", "thread")
    assert counts(board) == before
    assert_counters_are_right()


def test_a_thread_that_is_not_hidden_can_not_be_restored(cast, thread):
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        restore_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert Decision.objects.count() == before
