"""An author takes a post back."""

import pytest

from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide, hide_thread
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.review.report import report
from forums.review.restore import restore_thread
from forums.threads.models import Post, State
from forums.threads.remove import remove
from medigest.audit.models import Decision
from medigest.kit.refusals import Forbidden
from medigest.members.models import Consent
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state, queue


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.HELD, State.WITHDRAWN),
        (State.REJECTED, State.WITHDRAWN),
        (State.PUBLISHED, State.REMOVED),
        (State.HIDDEN, State.REMOVED),
    ],
)
def test_what_waited_is_withdrawn_and_what_was_published_is_removed(cast, thread, before, after):
    post = in_state(before, cast, thread)
    remove(viewer=viewer(post.author), post_id=post.pk)
    assert (fresh(post).state, fresh(post).position) == (after, post.position)
    assert queue() == {}
    assert_counters_are_right()


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REMOVED])
def test_what_is_gone_can_not_be_removed_again(cast, thread, state):
    post = in_state(state, cast, thread)
    with pytest.raises(Forbidden, match="removed already"):
        remove(viewer=viewer(post.author), post_id=post.pk)


@pytest.mark.parametrize("who", ["member", "moderator", "administrator"])
def test_nobody_but_the_author_removes_a_post(cast, thread, who):
    with pytest.raises(Forbidden, match="Only its author"):
        remove(viewer=viewer(getattr(cast, who)), post_id=Post.objects.get(thread=thread).pk)


def test_taking_back_needs_no_consent(cast, thread):
    Consent.objects.filter(member=cast.author).delete()
    remove(viewer=viewer(cast.author), post_id=Post.objects.get(thread=thread).pk)


def test_removing_a_reply_takes_it_out_of_the_counts_and_its_place_stays(cast, board, thread):
    first, last = fresh(reply(cast.member, thread)), fresh(reply(cast.member, thread))
    remove(viewer=viewer(cast.member), post_id=last.pk)
    now = fresh(thread)
    assert (now.posts, now.last_position, now.last_post_at) == (2, 3, first.published_at)
    assert counts(board)["posts"] == 2
    assert counts(board)["last_post_at"] == first.published_at
    assert fresh(reply(cast.author, thread)).position == 4
    assert_counters_are_right()


def test_an_opening_post_that_nobody_answered_takes_its_thread_along(cast, board):
    post = start(cast.author, board, section_key="symptoms")
    remove(viewer=viewer(cast.author), post_id=post.pk)
    assert fresh(post.thread).state == State.REMOVED
    assert counts(board) == {"threads": 0, "posts": 0, "last_post_at": None, "sections": {}}
    assert_counters_are_right()


def test_an_opening_post_with_answers_leaves_a_stub_and_the_replies(cast, board, thread):
    reply(cast.member, thread)
    remove(viewer=viewer(cast.author), post_id=Post.objects.get(thread=thread, opening=True).pk)
    assert (fresh(thread).state, fresh(thread).posts) == (State.PUBLISHED, 1)
    assert counts(board)["threads"] == 1
    assert_counters_are_right()


def test_a_hidden_opening_post_that_nobody_answered_takes_its_thread_along_too(cast, board):
    post = start(cast.author, board, section_key="symptoms")
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert fresh(post.thread).state == State.PUBLISHED
    remove(viewer=viewer(cast.author), post_id=post.pk)
    assert fresh(post.thread).state == State.REMOVED
    assert counts(board)["threads"] == 0
    assert counts(board)["sections"] == {}
    assert_counters_are_right()


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED])
def test_a_waiting_thread_goes_with_its_opening_post(cast, board, state):
    post = start(cast.newcomer, board)
    if state == State.REJECTED:
        reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    remove(viewer=viewer(cast.newcomer), post_id=post.pk)
    assert (fresh(post).state, fresh(post.thread).state) == (State.WITHDRAWN, State.WITHDRAWN)
    assert queue() == {}


def test_in_a_hidden_thread_removing_leaves_the_boards_counts_for_later(cast, board, thread):
    post = reply(cast.member, thread)
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    remove(viewer=viewer(cast.member), post_id=post.pk)
    assert counts(board)["posts"] == 0
    restore_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert (counts(board)["posts"], fresh(thread).posts) == (1, 1)
    assert_counters_are_right()


def test_a_reported_post_that_its_author_removes_waits_no_more(cast, thread):
    post = reply(cast.member, thread)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=SAID["reason"], note="")
    remove(viewer=viewer(cast.member), post_id=post.pk)
    assert queue() == {}


def test_removing_is_no_decision(cast, thread):
    before = Decision.objects.count()
    remove(viewer=viewer(cast.author), post_id=Post.objects.get(thread=thread).pk)
    assert Decision.objects.count() == before


def test_a_hidden_thread_whose_only_post_its_author_removes_goes_for_good(cast, board):
    opening = start(cast.author, board)
    hide_thread(viewer=viewer(cast.moderator), thread_id=opening.thread_id, **SAID)
    remove(viewer=viewer(cast.author), post_id=opening.pk)
    assert fresh(opening.thread).state == State.REMOVED
    with pytest.raises(AlreadyDecided):
        restore_thread(viewer=viewer(cast.moderator), thread_id=opening.thread_id, reason=Reason.FINE, statement="")
    assert counts(board)["threads"] == 0
    assert_counters_are_right()
