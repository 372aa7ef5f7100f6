"""What is unread: exact, whatever is hidden, shown again, held or one's own."""

from functools import partial

import pytest

from forums.boards.models import Board
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.mark_read import mark_read
from forums.reading.models import ReadMark
from forums.reading.unread import first_unread, only_unread, with_unread
from forums.review.approve import approve
from forums.review.hide import hide, hide_thread
from forums.review.reasons import Reason
from forums.review.restore import restore, restore_thread
from forums.threads.models import Thread
from forums.threads.remove import remove
from medigest.kit import clock
from tests.conftest import make_member, reply, start, viewer
from tests.forums.helpers import SAID, fresh
from tests.racing import race


def unread(member) -> dict[int, int | None]:
    """The threads that a list shows as unread to somebody, with the place of the first unread post."""
    who = viewer(member)
    found = only_unread(with_unread(Thread.objects.listed_for(who), who))
    return {one.pk: first_unread(who, one) for one in found}


def reads(member, thread, position) -> None:
    mark_read(viewer=viewer(member), thread=fresh(thread), position=position)


def test_a_thread_is_unread_until_its_last_place_was_read_and_again_when_somebody_replies(cast, thread):
    assert unread(cast.member)[thread.pk] == 1
    reads(cast.member, thread, 1)
    assert thread.pk not in unread(cast.member)
    reply(cast.author, thread)
    assert unread(cast.member)[thread.pk] == 2


def test_one_s_own_posts_are_never_unread(cast, thread):
    assert thread.pk not in unread(cast.author)
    reply(cast.member, thread)
    reply(cast.author, thread)
    assert unread(cast.author)[thread.pk] == 2


def test_a_mark_never_goes_back_nor_beyond_what_is_there(cast, thread):
    for _ in range(3):
        reply(cast.author, thread)
    for position in (3, 2, 99, 1):
        reads(cast.member, thread, position)
    assert ReadMark.objects.get().position == 4
    reply(cast.author, thread)
    assert unread(cast.member)[thread.pk] == 5


def test_what_is_held_hidden_or_removed_makes_nothing_unread(cast, thread):
    reads(cast.member, thread, 1)
    held = reply(cast.newcomer, thread)
    assert thread.pk not in unread(cast.member)
    approve(viewer=viewer(cast.moderator), post_id=held.pk)
    assert unread(cast.member)[thread.pk] == 2
    hide(viewer=viewer(cast.moderator), post_id=held.pk, **SAID)
    assert thread.pk not in unread(cast.member)
    later = reply(cast.author, thread)
    assert unread(cast.member)[thread.pk] == 3
    remove(viewer=viewer(cast.author), post_id=later.pk)
    assert thread.pk not in unread(cast.member)


def test_what_is_shown_again_is_unread_for_those_who_had_not_come_so_far(cast, thread):
    said = reply(cast.author, thread)
    reads(cast.member, thread, 1)
    reads(cast.editor, thread, 2)
    hide(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    restore(viewer=viewer(cast.moderator), post_id=said.pk, reason=Reason.FINE, statement="")
    assert unread(cast.member)[thread.pk] == 2
    assert thread.pk not in unread(cast.editor)


def test_a_hidden_thread_is_in_no_list_and_comes_back_as_it_was(cast, thread):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    for who in (cast.member, cast.moderator):
        assert thread.pk not in unread(who)
    restore_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, reason=Reason.FINE, statement="")
    assert unread(cast.member)[thread.pk] == 1


def test_what_was_written_before_somebody_joined_counts_as_read(cast, thread):
    late = make_member("lara-late")
    assert thread.pk not in unread(late)
    reply(cast.author, thread)
    assert unread(late)[thread.pk] == 2


def test_a_board_marked_read_is_read_up_to_that_moment_and_other_boards_are_not(cast, thread, quiet):
    quiet.review = quiet.Review.NONE
    quiet.save()
    elsewhere = start(cast.author, quiet).thread
    here = Board.objects.filter(pk=thread.board_id)
    before = clock.now()
    reply(cast.author, thread)
    mark_boards_read(viewer=viewer(cast.member), boards=here, until=before)
    assert unread(cast.member)[thread.pk] == 2
    assert unread(cast.member)[elsewhere.pk] == 1
    mark_boards_read(viewer=viewer(cast.member), boards=here, until=clock.now())
    mark_boards_read(viewer=viewer(cast.member), boards=here, until=before)
    assert thread.pk not in unread(cast.member)
    assert elsewhere.pk in unread(cast.member)


def test_the_future_is_never_read_beforehand(cast, thread):
    mark_boards_read(viewer=viewer(cast.member), boards=Board.objects.all(), until=clock.now().replace(year=2999))
    assert unread(cast.member) == {}
    reply(cast.author, thread)
    assert unread(cast.member) == {thread.pk: 2}


@pytest.mark.usefixtures("committing_db")
class TestAtOnce:
    def test_of_many_tabs_at_once_the_farthest_one_counts(self, cast, thread):
        for _ in range(9):
            reply(cast.author, thread)
        tabs = [partial(reads, cast.member, thread, position) for position in (3, 9, 5, 10, 1)]
        assert race(tabs) == [None] * len(tabs)
        assert ReadMark.objects.get().position == 10
