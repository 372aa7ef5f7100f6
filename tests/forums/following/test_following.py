"""At which level a thread is followed, and the posts that are kept."""

import pytest
from django.db import IntegrityError, transaction

from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from forums.boards.models import Board
from forums.following.bookmark import bookmark, remove_bookmark
from forums.following.follow import follow_board, follow_thread
from forums.following.levels import bookmarks_of, follows_of, with_level
from forums.following.models import Bookmark, Follow
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.models import BoardMark
from forums.review.hide import hide, hide_thread
from forums.threads.models import Thread
from forums.threads.signals import board_adopted
from forums.web.lists import unread_followed
from medigest.kit import clock
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID

WATCHING, TRACKING, MUTED = Follow.Level.WATCHING, Follow.Level.TRACKING, Follow.Level.MUTED


def level(member, thread) -> str:
    return with_level(Thread.objects.filter(pk=thread.pk), viewer(member)).values_list("level", flat=True).get()


@pytest.fixture
def wider(asps) -> Board:
    """The board of what ASPS is a kind of."""
    sarcoma = create(name="Sarcoma", definition="A cancer of connective tissue.")
    relate(child_id=asps.pk, parent_ids=[sarcoma.pk])
    return Board.objects.get(condition=sarcoma)


def test_a_thread_s_own_level_goes_before_its_board_s_and_that_before_one_above(cast, thread, board, wider):
    who = viewer(cast.member)
    assert level(cast.member, thread) == ""
    follow_board(viewer=who, board=wider, level=TRACKING, beneath=True)
    assert level(cast.member, thread) == TRACKING
    follow_board(viewer=who, board=board, level=MUTED)
    assert level(cast.member, thread) == MUTED
    follow_thread(viewer=who, thread=thread, level=WATCHING)
    assert level(cast.member, thread) == WATCHING
    follow_thread(viewer=who, thread=thread, level=None)
    follow_board(viewer=who, board=board, level=None)
    assert level(cast.member, thread) == TRACKING
    assert level(cast.author, thread) == ""


def test_a_board_followed_without_what_is_beneath_reaches_no_farther(cast, thread, wider):
    follow_board(viewer=viewer(cast.member), board=wider, level=WATCHING)
    assert level(cast.member, thread) == ""


def test_muting_reaches_no_farther_than_its_board(cast, thread, wider):
    follow_board(viewer=viewer(cast.member), board=wider, level=MUTED, beneath=True)
    assert level(cast.member, thread) == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.update(beneath=True)


def test_choosing_again_changes_the_choice_and_makes_no_second_one(cast, thread, board):
    for chosen in (WATCHING, TRACKING, TRACKING):
        follow_board(viewer=viewer(cast.member), board=board, level=chosen)
        follow_thread(viewer=viewer(cast.member), thread=thread, level=chosen)
    assert set(Follow.objects.values_list("level", flat=True)) == {TRACKING}
    assert Follow.objects.count() == 2


def test_a_follow_is_of_a_board_or_of_a_thread_never_of_both(cast, thread, board):
    for what in ({}, {"board": board, "thread": thread}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(member=cast.member, level=WATCHING, **what)


def test_unread_in_what_one_follows_leaves_out_what_is_muted_read_hidden_or_not_followed(cast, thread, board, quiet):
    who = viewer(cast.member)
    muted, hidden = start(cast.author, board).thread, start(cast.author, board).thread
    quiet.review = quiet.Review.NONE
    quiet.save()
    start(cast.author, quiet)
    follow_board(viewer=who, board=board, level=TRACKING)
    follow_thread(viewer=who, thread=muted, level=MUTED)
    hide_thread(viewer=viewer(cast.moderator), thread_id=hidden.pk, **SAID)
    assert [one.pk for one in unread_followed(who)] == [thread.pk]
    assert list(unread_followed(viewer(cast.editor))) == []


def test_what_was_hidden_leaves_the_lists_of_who_followed_or_kept_it(cast, thread):
    who, said = viewer(cast.member), reply(cast.author, thread)
    follow_thread(viewer=who, thread=thread, level=WATCHING)
    bookmark(viewer=who, post=said, note="  For the next visit.  ")
    assert [(one.note, one.there) for one in bookmarks_of(who)] == [("For the next visit.", True)]
    hide(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    assert [(one.note, one.there) for one in bookmarks_of(who)] == [("For the next visit.", False)]
    assert [one.thread for one in follows_of(who)] == [thread]
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert list(follows_of(who)) == []


def test_a_post_is_kept_once_and_can_be_let_go_by_its_keeper_alone(cast, thread):
    said = reply(cast.author, thread)
    for note in ("One.", "Two."):
        bookmark(viewer=viewer(cast.member), post=said, note=note)
    assert Bookmark.objects.get().note == "Two."
    remove_bookmark(viewer=viewer(cast.author), post_id=said.pk)
    assert Bookmark.objects.exists()
    remove_bookmark(viewer=viewer(cast.member), post_id=said.pk)
    assert not Bookmark.objects.exists()


def test_follows_go_over_to_a_board_that_takes_over_and_a_choice_made_there_stays(cast, thread, board, wider):
    for member, level_there in ((cast.member, None), (cast.author, MUTED)):
        follow_board(viewer=viewer(member), board=board, level=WATCHING)
        follow_board(viewer=viewer(member), board=wider, level=level_there)
    mark_boards_read(viewer=viewer(cast.member), boards=Board.objects.filter(pk=board.pk), until=clock.now())
    board_adopted.send(sender=Board, new_id=wider.pk, old_id=board.pk)
    assert set(Follow.objects.values_list("member__handle", "board__title", "level")) == {
        ("mina-member", "Sarcoma", WATCHING),
        ("ada-author", "Sarcoma", MUTED),
    }
    assert not BoardMark.objects.exists()
