"""Reply in a thread."""

from datetime import UTC, datetime, timedelta

import pytest

from forums.boards.models import Board
from forums.review.approve import approve
from forums.review.hide import hide_thread
from forums.review.reasons import Reason
from forums.threads import reply as replying
from forums.threads.edit import edit
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, State
from forums.threads.remove import remove
from forums.threads.submission import SentBefore, TextRefused
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import make_member, reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state, queue

MOMENT = datetime(2030, 1, 20, 12, 0, tzinfo=UTC)


def test_replies_get_the_next_positions_and_move_the_counters(cast, board, thread):
    for minute, author in enumerate((cast.member, cast.author, cast.moderator)):
        with clock.at(MOMENT + timedelta(minutes=minute)):
            reply(author, thread)
    last = MOMENT + timedelta(minutes=2)
    positions = Post.objects.filter(thread=thread).order_by("pk").values_list("position", flat=True)
    assert list(positions) == [1, 2, 3, 4]
    now = fresh(thread)
    assert (now.posts, now.last_position, now.last_post_at) == (4, 4, last)
    assert counts(board) == {"threads": 1, "posts": 4, "last_post_at": last, "sections": {}}
    assert_counters_are_right()


def test_every_reply_gives_the_thread_a_new_version(cast, thread):
    before = fresh(thread).version
    reply(cast.member, thread)
    assert fresh(thread).version > before


def test_a_newcomers_reply_is_held_without_a_position_and_leaves_the_counters_alone(cast, board, thread):
    before = counts(board)
    post = fresh(reply(cast.newcomer, thread))
    assert (post.state, post.position, post.published_at) == (State.HELD, None, None)
    assert counts(board) == before
    assert (fresh(thread).posts, fresh(thread).last_position) == (1, 1)
    assert queue() == {post.pk: (True, False, 0)}


def test_held_replies_get_positions_in_the_order_in_which_they_are_published(cast, thread):
    first, second = reply(cast.newcomer, thread, "First."), reply(cast.newcomer, thread, "Second.")
    third = reply(cast.member, thread, "Third.")
    for post in (second, first):
        approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert [fresh(post).position for post in (third, second, first)] == [2, 3, 4]
    assert_counters_are_right()


def test_a_reply_knows_the_post_it_answers(cast, thread):
    answered = reply(cast.member, thread)
    post = reply(cast.author, thread, reply_to=answered.position)
    assert post.reply_to_id == answered.pk


@pytest.mark.parametrize("state", [State.HIDDEN, State.REMOVED])
def test_an_answer_to_a_post_that_is_gone_is_refused_and_the_plain_reply_is_offered(cast, thread, state):
    gone = in_state(state, cast, thread)
    with pytest.raises(TextRefused, match="send it as a plain reply") as caught:
        reply(cast.member, thread, reply_to=gone.position)
    assert caught.value.field == "reply_to"


def test_a_position_of_another_thread_can_not_be_answered(cast, board, thread):
    other = start(cast.author, board, title="Another thread").thread
    for _ in range(3):
        reply(cast.member, other)
    with pytest.raises(TextRefused):
        reply(cast.member, thread, reply_to=3)


def test_the_same_form_twice_makes_one_post(cast, thread):
    first = replying.reply(viewer=viewer(cast.member), thread_id=thread.pk, body="Once.", key="form-0001")
    second = replying.reply(viewer=viewer(cast.member), thread_id=thread.pk, body="Once.", key="form-0001")
    assert (first.repeated, second.repeated) == (False, True)
    assert second.post.pk == first.post.pk
    assert fresh(thread).posts == 2


def test_the_same_form_is_known_again_after_the_post_was_edited(cast, thread):
    post = reply(cast.member, thread, "Once.", key="form-0001")
    edit(viewer=viewer(cast.member), post_id=post.pk, body="Edited since.", opened_edits=0)
    again = replying.reply(viewer=viewer(cast.member), thread_id=thread.pk, body="Once.", key="form-0001")
    assert (again.repeated, again.post.pk) == (True, post.pk)
    assert fresh(post).source == "Edited since."


def test_the_same_form_is_known_again_after_the_thread_was_locked(cast, thread):
    post = reply(cast.member, thread, "Once.", key="form-0001")
    mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=Mark.LOCK, reason=Reason.OTHER)
    assert reply(cast.member, thread, "Once.", key="form-0001").pk == post.pk


def test_the_same_key_with_another_text_gives_the_first_post_back(cast, thread):
    post = reply(cast.member, thread, "Once.", key="form-0001")
    with pytest.raises(SentBefore) as caught:
        reply(cast.member, thread, "Something else.", key="form-0001")
    assert caught.value.post.pk == post.pk
    assert fresh(thread).posts == 2


def test_a_locked_thread_takes_replies_of_its_moderators_only(cast, thread):
    mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=Mark.LOCK, reason=Reason.OTHER)
    with pytest.raises(Forbidden, match="locked"):
        reply(cast.author, thread)
    assert reply(cast.local, thread).state == State.PUBLISHED


def test_a_held_thread_takes_no_replies(cast, board):
    waiting = start(cast.newcomer, board).thread
    with pytest.raises(Forbidden, match="not published"):
        reply(cast.newcomer, waiting)


def test_a_hidden_thread_takes_no_replies_not_even_of_moderators(cast, thread):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    for member in (cast.author, cast.moderator):
        with pytest.raises(Forbidden, match="not published"):
            reply(member, thread)


def test_a_removed_thread_takes_no_replies(cast, thread):
    opening = Post.objects.get(thread=thread, opening=True)
    remove(viewer=viewer(cast.author), post_id=opening.pk)
    with pytest.raises(Forbidden, match="not published"):
        reply(cast.member, thread)


def test_without_consents_nobody_replies(cast, thread):
    with pytest.raises(Forbidden, match="accept the community rules"):
        reply(make_member("noah-new", consented=False), thread)


def test_on_a_members_only_board_members_reply_as_anywhere(cast, quiet):
    opening = start(cast.author, quiet)
    assert reply(cast.member, opening.thread).position == 2


def test_an_empty_reply_is_refused(cast, thread):
    with pytest.raises(TextRefused, match="write something"):
        reply(cast.member, thread, "   ")


def test_a_boards_last_activity_never_goes_back_when_an_older_thread_is_answered_late(cast, board):
    with clock.at(MOMENT):
        newer = start(cast.author, board, title="The newer one")
    with clock.at(MOMENT - timedelta(days=2)):
        reply(cast.member, start(cast.author, board, title="The older one").thread)
    assert counts(board)["last_post_at"] == MOMENT == fresh(newer.thread).last_post_at
    assert Board.objects.get(pk=board.pk).posts == 3
    assert_counters_are_right()
