"""What a member finds when they come back, and what a quiet board shows of those around it."""

import pytest
from django.urls import reverse

from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from forums.boards.models import Board
from forums.following.models import Follow
from forums.reading.models import ReadMark
from forums.review.hide import hide_thread
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID
from tests.forums.web.pages import read


@pytest.fixture
def wider(asps) -> Board:
    """The board of what ASPS is a kind of, where nobody is held."""
    sarcoma = create(name="Sarcoma", definition="A cancer of connective tissue.")
    relate(child_id=asps.pk, parent_ids=[sarcoma.pk])
    return Board.objects.get(condition=sarcoma)


def text(answer) -> str:
    return str(answer.content.decode().split("<main")[1])


def test_a_member_finds_what_is_unread_where_they_follow_and_a_visitor_the_way_in(cast, thread, board, enter):
    Follow.objects.create(member=cast.member, board=board, level="tracking")
    client = enter(cast.member)
    assert thread.title in text(client.get("/")).split('id="latest"')[0]
    ReadMark.objects.create(member=cast.member, thread=thread, position=1)
    assert thread.title not in text(client.get("/")).split('id="latest"')[0]
    assert "What is new for you" not in text(enter(None).get("/"))


def test_a_member_finds_their_posts_that_wait_without_the_title_of_a_thread_that_was_hidden(cast, thread, enter):
    held = reply(cast.newcomer, thread)
    client, link = enter(cast.newcomer), reverse("forums:post", args=[held.pk])
    before = text(client.get("/")).split('id="latest"')[0]
    assert link in before
    assert thread.title in before
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    after = text(client.get("/")).split('id="latest"')[0]
    assert link in after
    assert thread.title not in after
    assert link not in text(enter(cast.member).get("/"))


def test_a_board_with_those_beneath_lists_their_threads_by_their_boards_and_its_own_list_does_not(
    cast, thread, wider, enter
):
    own = start(cast.author, wider, title="Of the wider board").thread
    client = enter(None)
    listed = f"{wider.url}?tab=latest"
    narrow = text(client.get(listed)).split('id="nearby"')[0]
    broad = text(client.get(f"{listed}&include=beneath"))
    assert own.title in narrow
    assert thread.title not in narrow
    assert own.title in broad
    assert thread.title in broad
    assert thread.board.title in broad


def test_a_board_shows_the_liveliest_threads_around_it_but_not_of_boards_that_the_viewer_does_not_see(
    cast, thread, wider, enter
):
    cousin = create(name="Synovial sarcoma", definition="Another cancer of soft tissue.")
    relate(child_id=cousin.pk, parent_ids=[wider.condition_id])
    around = Board.objects.get(condition=cousin)
    assert thread.get_absolute_url() in read(enter(cast.member).get(around.url)).links
    Board.objects.filter(pk=thread.board_id).update(audience="members")
    assert thread.get_absolute_url() not in read(enter(None).get(around.url)).links
    assert thread.get_absolute_url() in read(enter(cast.member).get(around.url)).links


def test_what_lies_beneath_is_never_shown_to_those_who_may_not_see_its_board(cast, thread, wider, enter):
    Board.objects.filter(pk=thread.board_id).update(audience="members")
    assert thread.title not in text(enter(None).get(f"{wider.url}?include=beneath"))
    assert thread.title in text(enter(cast.member).get(f"{wider.url}?include=beneath"))
