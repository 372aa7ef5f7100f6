"""Take out of sight: which state leads to which, and what moves along."""

import pytest
from django.db import transaction

from forums.review.hide import hide_thread
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import Post, State
from forums.threads.publish import WrongState
from forums.threads.withdraw import withdraw_post, withdraw_thread
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state

ALLOWED = {
    (State.HELD, State.REJECTED),
    (State.HELD, State.WITHDRAWN),
    (State.REJECTED, State.WITHDRAWN),
    (State.PUBLISHED, State.HIDDEN),
    (State.PUBLISHED, State.REMOVED),
    (State.HIDDEN, State.REMOVED),
}


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("after", list(State))
def test_a_post_changes_state_only_where_the_table_says_so(cast, thread, before, after):
    post = in_state(before, cast, thread)
    allowed = (before, after) in ALLOWED
    with transaction.atomic():
        found, its_thread = lock_post(post.pk)
        if allowed:
            withdraw_post(found, its_thread, after)
        else:
            with pytest.raises(WrongState):
                withdraw_post(found, its_thread, after)
    assert fresh(post).state == (after if allowed else before)
    assert fresh(post).position == post.position
    assert_counters_are_right()


def test_hiding_the_newest_post_gives_the_thread_and_the_board_the_time_of_the_one_before(cast, board, thread):
    first, last = fresh(reply(cast.member, thread)), fresh(reply(cast.member, thread))
    with transaction.atomic():
        withdraw_post(*lock_post(last.pk), State.HIDDEN)
    assert fresh(thread).last_post_at == first.published_at
    assert counts(board)["last_post_at"] == first.published_at
    assert_counters_are_right()


def test_hiding_the_opening_post_leaves_the_thread_and_its_replies(cast, board, thread):
    reply(cast.member, thread)
    post = Post.objects.get(thread=thread, opening=True)
    with transaction.atomic():
        withdraw_post(*lock_post(post.pk), State.HIDDEN)
    assert (fresh(thread).state, fresh(thread).posts) == (State.PUBLISHED, 1)
    assert counts(board)["threads"] == 1
    assert_counters_are_right()


def test_hiding_a_thread_takes_all_its_posts_and_its_section_out_of_the_boards_counts(cast, board):
    opening = start(cast.author, board, section_key="symptoms")
    other = start(cast.author, board, title="Another thread", section_key="treatment")
    reply(cast.member, opening.thread)
    with transaction.atomic():
        withdraw_thread(lock_thread(opening.thread_id))
    assert counts(board) == {
        "threads": 1,
        "posts": 1,
        "last_post_at": fresh(other.thread).last_post_at,
        "sections": {"treatment": 1},
    }
    assert fresh(opening.thread).posts == 2
    assert_counters_are_right()


def test_a_thread_that_is_not_published_can_not_be_hidden(cast, board, thread):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    held = start(cast.newcomer, board).thread
    for one in (thread, held):
        with transaction.atomic(), pytest.raises(WrongState):
            withdraw_thread(lock_thread(one.pk))
    assert_counters_are_right()
