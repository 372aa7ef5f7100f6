"""Atom feeds: what lists show, nothing that is hidden, and the disclaimer."""

from xml.etree import ElementTree

from django.urls import reverse

from forums.review.hide import hide
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, name, *args):
    answer = client.get(reverse(f"forums:{name}", args=args))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def titles(root) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_a_board_s_feed_has_its_threads_by_activity_with_what_they_ask(cast, board, thread, enter):
    start(cast.author, board, title="A younger thread", body="I ask *this*.")
    start(cast.newcomer, board, title="A held thread")
    reply(cast.author, thread)
    root = feed(enter(None), "board_feed", board.slug)
    assert titles(root) == [thread.title, "A younger thread"]
    assert "<em>this</em>" in root.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}summary")
    assert "not medical advice" in root.findtext(f"{ATOM}subtitle")


def test_a_thread_s_feed_has_its_newest_posts_and_of_hidden_ones_nothing(cast, thread, enter):
    said = reply(cast.author, thread, "Words that go.")
    reply(cast.author, thread, "Words that stay.")
    hide(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    for who in (None, cast.author, cast.moderator):
        root = feed(enter(who), "thread_feed", thread.board.slug, thread.pk, thread.slug)
        assert len(titles(root)) == 2
        assert "Words that go." not in ElementTree.tostring(root, encoding="unicode")


def test_a_hidden_opening_post_is_an_entry_without_words(cast, thread, board, enter):
    reply(cast.author, thread)
    opening = start(cast.author, board, title="Its text goes", body="Gone words.")
    reply(cast.author, opening.thread)
    hide(viewer=viewer(cast.moderator), post_id=opening.pk, **SAID)
    root = feed(enter(None), "board_feed", board.slug)
    assert "Its text goes" in titles(root)
    assert "Gone words." not in ElementTree.tostring(root, encoding="unicode")


def test_the_feed_of_a_board_for_members_asks_visitors_to_log_in(cast, quiet, enter):
    url = reverse("forums:board_feed", args=[quiet.slug])
    assert enter(None).get(url).url.startswith(reverse("account_login"))
    assert enter(cast.member).get(url).status_code == 200
