"""Move, split and merge: what was read stays read where it stands now, and nothing unread is passed over."""

import pytest

from forums.boards.models import Board
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.mark_read import mark_read
from forums.reading.unread import first_unread
from forums.review.hide import hide
from forums.review.merge import merge
from forums.review.move import move
from forums.review.reasons import Reason
from forums.review.restore import restore
from forums.review.split import split
from forums.threads.models import Post
from medigest.kit import clock
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, fresh

WHY = {"reason": Reason.OFF_TOPIC}


@pytest.fixture
def talk(cast, thread):
    """The thread with four replies."""
    for number in range(2, 6):
        reply(cast.author, thread, f"Post number {number}.")
    return fresh(thread)


@pytest.fixture
def into(cast, board):
    """Another thread of the board, with two posts."""
    post = start(cast.author, board, title="The other thread")
    reply(cast.author, post.thread)
    return fresh(post.thread)


@pytest.fixture
def other(db):
    """Another board."""
    return Board.objects.create(slug="other", title="The other board")


def reads(member, thread, position) -> None:
    mark_read(viewer=viewer(member), thread=fresh(thread), position=position)


def first(member, thread) -> int | None:
    return first_unread(viewer(member), fresh(thread))


def merged(cast, thread, into) -> None:
    merge(viewer=viewer(cast.moderator), thread_id=thread.pk, into_id=into.pk, **WHY)


def all_read(member, board) -> None:
    mark_boards_read(viewer=viewer(member), boards=Board.objects.filter(pk=board.pk), until=clock.now())


@pytest.mark.parametrize(("position", "there"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, None)])
def test_a_split_leaves_each_post_as_read_or_unread_as_it_was(cast, talk, position, there):
    reads(cast.member, talk, position)
    made, _ = split(viewer=viewer(cast.moderator), thread_id=talk.pk, positions=[2, 4, 5], title="On its own", **WHY)
    assert first(cast.member, made) == there
    assert first(cast.member, talk) == (2 + 1 if position < 3 else None)
    assert first(cast.moderator, made) == 1


@pytest.mark.parametrize(("position", "there"), [(3, 6), (5, None)])
def test_a_merge_leaves_the_posts_read_as_far_as_they_were(cast, talk, into, position, there):
    reads(cast.member, into, 2)
    reads(cast.member, talk, position)
    reads(cast.moderator, into, 2)
    merged(cast, talk, into)
    assert first(cast.member, into) == there
    assert first(cast.moderator, into) == 3


def test_a_merge_passes_over_nothing_unread_before_the_posts(cast, talk, into):
    reads(cast.member, into, 1)
    reads(cast.member, talk, 5)
    merged(cast, talk, into)
    assert first(cast.member, into) == 2


def test_a_merge_passes_over_no_hidden_post_that_is_shown_again(cast, talk, into):
    post = Post.objects.get(thread=into, position=2)
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    reads(cast.member, into, 1)
    reads(cast.member, talk, 5)
    merged(cast, talk, into)
    restore(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert first(cast.member, into) == 2


def test_one_s_own_posts_stand_in_no_way_of_a_mark(cast, talk, into):
    reads(cast.author, talk, 5)
    reply(cast.member, into)
    reads(cast.member, into, 2)
    reads(cast.member, talk, 5)
    merged(cast, talk, into)
    assert first(cast.member, into) is None


def test_what_the_old_board_s_moment_covered_stays_read_on_another_board(cast, talk, board, other):
    all_read(cast.member, board)
    reply(cast.author, talk)
    move(viewer=viewer(cast.moderator), thread_id=talk.pk, board=other, **WHY)
    assert first(cast.member, talk) == 6
    assert first(cast.moderator, talk) == 1


def test_what_the_old_board_s_moment_covered_stays_read_in_a_thread_of_another_board(cast, talk, board, other):
    into = start(cast.author, other, title="The other thread").thread
    all_read(cast.member, board)
    reads(cast.member, into, 1)
    reply(cast.author, talk)
    merged(cast, talk, into)
    assert first(cast.member, into) == 1 + 6
