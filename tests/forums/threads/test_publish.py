"""Bring into sight: which states lead there, and what moves along."""

import pytest
from django.db import transaction

from forums.review.hide import hide_thread
from forums.review.reject import reject
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import Post, State, Thread
from forums.threads.publish import WrongState, hold_again, publish_post, publish_thread
from forums.threads.remove import remove
from forums.threads.signals import post_published
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state

PUBLISHABLE = (State.HELD, State.REJECTED, State.HIDDEN)


def publish(post: Post) -> None:
    with transaction.atomic():
        publish_post(*lock_post(post.pk))


@pytest.mark.parametrize("state", PUBLISHABLE)
def test_a_held_rejected_or_hidden_post_can_be_published(cast, board, thread, state):
    post = in_state(state, cast, thread)
    publish(post)
    assert (fresh(post).state, fresh(post).position) == (State.PUBLISHED, 2)
    assert (fresh(thread).posts, counts(board)["posts"]) == (2, 2)
    assert_counters_are_right()


@pytest.mark.parametrize("state", [one for one in State if one not in PUBLISHABLE])
def test_no_other_post_can_be_published(cast, thread, state):
    post = in_state(state, cast, thread)
    with pytest.raises(WrongState):
        publish(post)
    assert fresh(post).state == state
    assert_counters_are_right()


def test_a_hidden_post_comes_back_to_its_own_place_and_time(cast, thread):
    post = in_state(State.HIDDEN, cast, thread)
    reply(cast.member, thread)
    publish(post)
    assert (fresh(post).position, fresh(post).published_at) == (post.position, post.published_at)
    assert fresh(thread).last_position == 3


def test_in_a_hidden_thread_nothing_is_published(cast, thread):
    waiting = in_state(State.HELD, cast, thread)
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    with pytest.raises(WrongState):
        publish(waiting)
    assert fresh(waiting).state == State.HELD


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED])
def test_an_opening_post_takes_its_waiting_thread_along(cast, board, state):
    post = start(cast.newcomer, board, section_key="symptoms")
    if state == State.REJECTED:
        reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    publish(post)
    assert (fresh(post.thread).state, fresh(post).position) == (State.PUBLISHED, 1)
    assert (counts(board)["threads"], counts(board)["sections"]) == (1, {"symptoms": 1})
    assert_counters_are_right()


def test_the_first_publishing_is_told_and_the_second_is_not(cast, thread):
    told = []

    def hear(sender, post_id, **kwargs):
        told.append(post_id)

    post_published.connect(hear)
    try:
        post = in_state(State.HIDDEN, cast, thread)
        assert told == [post.pk]
        publish(post)
        assert told == [post.pk]
    finally:
        post_published.disconnect(hear)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.HELD, State.REJECTED, State.WITHDRAWN, State.REMOVED])
def test_only_a_hidden_thread_is_shown_again(cast, board, state):
    who = cast.author if state in (State.PUBLISHED, State.REMOVED) else cast.newcomer
    post = start(who, board)
    if state == State.REJECTED:
        reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    if state in (State.WITHDRAWN, State.REMOVED):
        remove(viewer=viewer(who), post_id=post.pk)
    assert fresh(post.thread).state == state
    with transaction.atomic(), pytest.raises(WrongState):
        publish_thread(lock_thread(post.thread_id))
    assert_counters_are_right()


def test_a_thread_that_is_shown_again_is_counted_again_with_its_posts(cast, board):
    opening = start(cast.author, board, section_key="symptoms")
    reply(cast.member, opening.thread)
    before = counts(board)
    hide_thread(viewer=viewer(cast.moderator), thread_id=opening.thread_id, **SAID)
    with transaction.atomic():
        publish_thread(lock_thread(opening.thread_id))
    assert counts(board) == before
    assert_counters_are_right()


@pytest.mark.parametrize("state", [one for one in State if one != State.REJECTED])
def test_only_a_rejected_post_is_held_again(cast, thread, state):
    post = in_state(state, cast, thread)
    with transaction.atomic(), pytest.raises(WrongState):
        hold_again(*lock_post(post.pk))
    assert fresh(post).state == state


def test_a_rejected_post_is_held_again_without_the_decision_on_it(cast, thread):
    post = in_state(State.REJECTED, cast, thread)
    with transaction.atomic():
        hold_again(*lock_post(post.pk))
    assert (fresh(post).state, fresh(post).decision) == (State.HELD, None)
    assert Thread.objects.get(pk=thread.pk).state == State.PUBLISHED
