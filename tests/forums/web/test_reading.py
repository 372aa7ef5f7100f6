"""The pages of reading: what a list shows as new, the way to it, and marking it read with and without scripts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forums.following.models import Bookmark, Follow
from forums.reading.models import BoardMark, ReadMark
from forums.review.hide import hide
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID
from tests.forums.web.pages import read

BY_SCRIPT = {"HX-Request": "true"}


def url(name, thread) -> str:
    return reverse(f"forums:{name}", args=[thread.board.slug, thread.pk, thread.slug])


@pytest.fixture
def long(cast, thread):
    """A thread of two pages: 23 posts."""
    for _ in range(22):
        reply(cast.author, thread)
    return thread


def test_a_board_leads_to_the_first_unread_post_and_a_visitor_is_shown_none(cast, long, board, enter):
    ReadMark.objects.create(member=cast.member, thread=long, position=21)
    client = enter(cast.member)
    assert url("unread", long) in read(client.get(board.url)).links
    assert client.get(url("unread", long)).url == f"{long.get_absolute_url()}?page=2#post-22"
    assert url("unread", long) not in read(enter(None).get(board.url)).links
    assert enter(None).get(url("unread", long)).url.startswith(reverse("account_login"))


def test_a_line_stands_before_what_is_new_and_nowhere_in_a_thread_that_is_new_altogether(cast, long, enter):
    client = enter(cast.member)
    assert 'id="new"' not in client.get(long.get_absolute_url()).content.decode()
    ReadMark.objects.create(member=cast.member, thread=long, position=3)
    page = client.get(long.get_absolute_url()).content.decode()
    assert page.index('id="post-3"') < page.index('id="new"') < page.index('id="post-4"')
    assert 'id="new"' not in client.get(f"{long.get_absolute_url()}?page=2").content.decode()


def test_a_page_begins_with_the_line_where_the_page_before_was_read_to_its_end(cast, long, enter):
    ReadMark.objects.create(member=cast.member, thread=long, position=20)
    page = enter(cast.member).get(f"{long.get_absolute_url()}?page=2").content.decode()
    assert page.index('id="new"') < page.index('id="post-21"')


def test_opening_a_thread_writes_nothing_and_its_form_marks_what_was_shown(cast, long, enter):
    client = enter(cast.member)
    shown = read(client.get(long.get_absolute_url())).values
    assert not ReadMark.objects.exists()
    answer = client.post(url("read", long), {"position": shown["position"]})
    assert answer.url == f"{long.get_absolute_url()}#post-20"
    assert ReadMark.objects.get().position == 20
    assert "position" not in read(client.get(long.get_absolute_url())).values
    answer = client.post(url("read", long), {"position": 23}, headers=BY_SCRIPT)
    assert "You have read up to here." in answer.content.decode()
    assert ReadMark.objects.get().position == 23


@pytest.mark.parametrize("position", ["", "x", "-1", "٣", "9" * 30])
def test_a_nonsensical_position_reads_to_the_end_and_breaks_nothing(position, cast, long, enter):
    assert enter(cast.member).post(url("read", long), {"position": position}).status_code == 302
    assert ReadMark.objects.get().position == 23


def test_the_tabs_of_a_board_list_what_is_unread_followed_or_one_s_own(cast, thread, board, enter):
    other = start(cast.author, board, title="Another thread here").thread
    client = enter(cast.member)
    ReadMark.objects.create(member=cast.member, thread=thread, position=1)
    Follow.objects.create(member=cast.member, thread=thread, level="tracking")
    reply(cast.member, other)

    def lists(tab) -> set[str]:
        links = read(client.get(f"{board.url}?tab={tab}")).links
        return {one.title for one in (thread, other) if one.get_absolute_url() in links}

    assert lists("latest") == {thread.title, other.title}
    assert lists("unread") == {other.title}
    assert lists("following") == {thread.title}
    assert lists("mine") == {other.title}


def test_marking_a_board_read_leaves_what_came_after_the_page_was_made(cast, thread, board, enter):
    client = enter(cast.member)
    made = read(client.get(board.url)).values["until"]
    reply(cast.author, thread)
    client.post(reverse("forums:read_board", args=[board.slug]), {"until": made})
    assert client.get(url("unread", thread)).url.endswith("#post-2")
    client.post(reverse("forums:read_board", args=[board.slug]), {"until": "nonsense"})
    assert url("unread", thread) not in read(client.get(board.url)).links
    assert BoardMark.objects.count() == 1


def test_following_by_a_form_leads_back_and_by_a_script_gives_the_control_anew(cast, thread, board, enter):
    client = enter(cast.member)
    answer = client.post(reverse("forums:follow_board", args=[board.slug]), {"level": "watching", "beneath": "yes"})
    assert answer.url == board.url
    assert Follow.objects.get().beneath
    control = client.post(url("follow", thread), {"level": "muted"}, headers=BY_SCRIPT).content.decode()
    assert "Muted" in control
    assert "<html" not in control
    client.post(url("follow", thread), {"level": "none"})
    assert Follow.objects.get().board == board


def test_a_bookmark_keeps_its_note_and_of_a_hidden_post_nothing_but_the_note(cast, thread, enter):
    said, client = reply(cast.author, thread, "Words that go."), enter(cast.member)
    page = reverse("forums:bookmark", args=[said.pk])
    assert client.post(page, {"memo": "Ask about this."}).status_code == 302
    assert client.post(page, {"memo": "x" * 501}).status_code == 422
    assert "Ask about this." in client.get(page).content.decode()
    hide(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    listed = client.get(reverse("following:bookmarks")).content.decode().split("<main")[1]
    assert "Ask about this." in listed
    assert thread.title not in listed
    assert enter(cast.author).post(page, {"do": "remove"}).status_code == 302  # no bookmark of theirs
    assert Bookmark.objects.get().member == cast.member
    assert client.post(page, {"do": "remove"}).url == reverse("following:bookmarks")
    assert not Bookmark.objects.exists()


def test_what_one_follows_is_listed_and_what_one_read_can_be_forgotten(cast, thread, board, enter):
    client = enter(cast.member)
    Follow.objects.create(member=cast.member, board=board, level="tracking")
    ReadMark.objects.create(member=cast.member, thread=thread, position=1)
    listed = reverse("following:index")
    assert board.url in read(client.get(listed)).links
    assert thread.get_absolute_url() not in read(client.get(reverse("following:unread"))).links
    assert client.post(listed).status_code == 302
    assert not ReadMark.objects.exists()
    assert thread.get_absolute_url() in read(client.get(reverse("following:unread"))).links


def test_a_script_of_a_session_that_ended_gets_no_log_in_page_into_the_page(long, enter):
    answer = enter(None).post(url("read", long), {"position": 3}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.content) == (401, b"")
    assert enter(None).post(url("read", long), {"position": 3}).url.startswith(reverse("account_login"))


def test_who_stays_on_a_page_is_told_once_how_many_replies_came_that_they_may_read(cast, thread, enter):
    client, page = enter(cast.member), url("fresh", thread)
    assert f"{page}?after=1&amp;have=0" in client.get(thread.get_absolute_url()).content.decode()
    assert client.get(f"{page}?after=1").status_code == 204
    said = [reply(who, thread) for who in (cast.author, cast.local, cast.member)]
    bar = client.get(f"{page}?after=1&have=0").content.decode()
    assert "2 new replies" in bar
    assert read(client.get(f"{page}?after=1")).links == [said[0].get_absolute_url()]
    assert client.get(f"{page}?after=1&have=2").status_code == 204
    hide(viewer=viewer(cast.moderator), post_id=said[0].pk, **SAID)
    assert "1 new reply" in client.get(f"{page}?after=1&have=2").content.decode()
    hide(viewer=viewer(cast.moderator), post_id=said[1].pk, **SAID)
    assert "new repl" not in client.get(f"{page}?after=1&have=1").content.decode()
    assert client.get(f"{page}?after=nonsense").status_code == 204


def test_asking_for_new_replies_in_vain_costs_one_query_beside_the_viewer_s(thread, cast, enter):
    client = enter(cast.member)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("fresh", thread) + "?after=1").status_code == 204
    assert len(queries) == 3
