"""Many people at once: positions, counters, submission keys and decisions hold all the same."""

from functools import partial
from typing import Any

import pytest

from forums.boards.models import Board
from forums.review.approve import approve
from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide, hide_thread
from forums.review.reject import reject
from forums.review.restore import restore_thread
from forums.threads import reply as replying
from forums.threads import start as starting
from forums.threads.models import Post, State, Thread
from forums.threads.submission import Submitted
from medigest.audit.models import Decision, Seal
from medigest.audit.seal import seal
from medigest.audit.verify import verify
from medigest.kit.refusals import Forbidden
from tests.conftest import make_member, reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state
from tests.racing import race

pytestmark = pytest.mark.usefixtures("committing_db")


def _open(board: Board) -> None:
    Board.objects.filter(pk=board.pk).update(review=Board.Review.NONE)
    board.review = Board.Review.NONE


def _fail_on(outcomes: list[Any], *allowed: type) -> None:
    wrong = [one for one in outcomes if not isinstance(one, allowed)]
    assert not wrong, wrong


def test_twenty_members_who_reply_at_once_get_twenty_places_without_gap_or_repeat(cast, board, thread):
    _open(board)
    members = [make_member(f"crowd-{number:02}") for number in range(20)]
    outcomes = race([partial(reply, member, thread, f"Reply of {member.handle}.") for member in members])
    _fail_on(outcomes, Post)
    positions = Post.objects.filter(thread=thread).order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 22))
    assert (fresh(thread).posts, fresh(thread).last_position) == (21, 21)
    assert counts(board)["posts"] == 21
    assert_counters_are_right()


def test_the_same_reply_form_sent_ten_times_at_once_makes_one_post(cast, board, thread):
    send = partial(
        replying.reply, viewer=viewer(cast.member), thread_id=thread.pk, body="Only once.", key="one-and-the-same"
    )
    outcomes = race([send] * 10)
    _fail_on(outcomes, Submitted)
    assert [one.repeated for one in outcomes].count(False) == 1
    assert len({one.post.pk for one in outcomes}) == 1
    assert Post.objects.filter(source="Only once.").count() == 1
    assert_counters_are_right()


def test_the_same_start_form_sent_ten_times_at_once_makes_one_thread(cast, board):
    send = partial(
        starting.start,
        viewer=viewer(cast.member),
        board=board,
        title="One thread only",
        body="Only once.",
        key="one-and-the-same",
    )
    outcomes = race([send] * 10)
    _fail_on(outcomes, Submitted)
    assert [one.repeated for one in outcomes].count(False) == 1
    assert len({one.thread.pk for one in outcomes}) == 1
    assert Thread.objects.filter(title="One thread only").count() == 1
    assert_counters_are_right()


def test_the_same_key_sent_at_once_to_two_threads_makes_one_post(cast, board, thread):
    other = start(cast.author, board, title="Another thread").thread
    send = partial(replying.reply, viewer=viewer(cast.member), body="Only once.", key="one-and-the-same")
    outcomes = race([partial(send, thread_id=one.pk) for one in (thread, other) * 5])
    _fail_on(outcomes, Submitted)
    assert Post.objects.filter(source="Only once.").count() == 1
    assert_counters_are_right()


def test_of_two_moderators_who_decide_at_once_one_decides_and_the_other_is_told_so(cast, board, thread):
    Board.objects.filter(pk=board.pk).update(review=Board.Review.EVERYONE)
    for _ in range(5):
        post = in_state(State.HELD, cast, thread)
        yes = partial(approve, viewer=viewer(cast.moderator), post_id=post.pk)
        no = partial(reject, viewer=viewer(cast.local), post_id=post.pk, **SAID)
        outcomes = race([yes, no])
        _fail_on(outcomes, Decision, AlreadyDecided)
        (decision,) = [one for one in outcomes if isinstance(one, Decision)]
        assert fresh(post).state == {"approve": State.PUBLISHED, "reject": State.REJECTED}[decision.action]
        assert Decision.objects.filter(target_kind="post", target_id=post.pk).count() == 1
    assert_counters_are_right()


def test_replies_that_race_with_hiding_and_showing_the_thread_leave_exact_counters(cast, board, thread):
    _open(board)
    members = [make_member(f"crowd-{number:02}") for number in range(12)]
    replies = [partial(reply, member, thread) for member in members]
    by = viewer(cast.moderator)

    def hide_and_show() -> None:
        for _ in range(3):
            hide_thread(viewer=by, thread_id=thread.pk, **SAID)
            restore_thread(viewer=by, thread_id=thread.pk, **SAID)

    outcomes = race([*replies[:6], hide_and_show, *replies[6:]])
    _fail_on(outcomes, Post, Forbidden, type(None))
    taken = [one for one in outcomes if isinstance(one, Post)]
    assert fresh(thread).posts == 1 + len(taken) == fresh(thread).last_position
    assert fresh(board).posts == 1 + len(taken)
    assert_counters_are_right()


def test_writing_hiding_and_hiding_threads_all_over_one_board_leaves_exact_counters(cast, board):
    _open(board)
    titles = [f"Thread number {number}" for number in range(4)]
    openings = [start(cast.author, board, title=title, section_key="symptoms") for title in titles]
    replies = [reply(cast.member, opening.thread) for opening in openings]
    by = viewer(cast.moderator)
    runners = [
        *(partial(reply, cast.author, opening.thread) for opening in openings),
        *(partial(hide, viewer=by, post_id=post.pk, **SAID) for post in replies),
        *(partial(hide_thread, viewer=by, thread_id=opening.thread_id, **SAID) for opening in openings[:2]),
        *(partial(start, cast.member, board, title=f"New one {number}") for number in range(4)),
    ]
    outcomes = race(runners)
    _fail_on(outcomes, Post, Decision, Forbidden)
    assert fresh(board).threads == 4 + 4 - 2
    assert_counters_are_right()


def test_sealing_twice_at_once_does_not_fork_the_chain(cast, thread):
    for _ in range(4):
        in_state(State.HIDDEN, cast, thread)
    decisions = Decision.objects.count()
    outcomes = race([seal] * 6)
    _fail_on(outcomes, int)
    seal()
    assert Seal.objects.count() == decisions
    verdict = verify()
    assert (verdict.sealed, verdict.first_altered, verdict.oldest_unsealed) == (decisions, None, None)
