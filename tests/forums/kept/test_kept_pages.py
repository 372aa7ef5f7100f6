"""Visitors' pages are kept, and never shown once they are wrong."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conditions.articles.models import Disclaimer
from conditions.models import Condition
from forums.boards.appoint import appoint
from forums.boards.models import Board, Moderator
from forums.kept import stamps, triggers
from forums.review.hide import hide, hide_thread
from forums.review.reasons import Reason
from forums.threads.models import Post, Thread
from forums.threads.rows import thread_url
from forums.threads.start import start as start_verb
from forums.web import boards as board_pages
from forums.web import threads as thread_pages
from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.viewer import Viewer
from medigest.pages import views as front_pages
from tests.conftest import Cast, Enter, reply, start, viewer

pytestmark = pytest.mark.django_db

# What else a kept page's queries touch, and why no visitor's page changes with it.
TOLD_TO_OTHERS = {
    "audit_decision": "statements are told to the author and the moderators",
    "forums_postrevision": "an edit that waits is shown to its author and the moderators",
}


@pytest.fixture
def opening(cast: Cast, board: Board) -> Post:
    return start(cast.author, board, title="Sleeping before scans", body="The first post.")


@pytest.fixture
def addresses(opening: Post, board: Board) -> list[str]:
    """Every kind of page that is kept."""
    shown = Thread.objects.get(pk=opening.thread_id)
    of_the_condition = [f"/conditions/{board.slug}/", board.url, thread_url(shown, board)]
    return ["/", "/conditions/", "/forums/", "/help/", *of_the_condition]


def page(url: str, **headers: str) -> str:
    response = Client().get(url, **headers)
    assert response.status_code == 200
    return response.content.decode()


def asked(url: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        page(url)
    return [one["sql"] for one in queries]


def test_a_page_that_was_shown_costs_the_next_visitor_one_query(addresses: list[str]) -> None:
    for url in addresses:
        assert len(asked(url)) > 1, url
        assert len(asked(url)) == 1, url
        assert page(url) == page(url)


def test_all_that_a_kept_page_reads_is_watched(addresses: list[str]) -> None:
    """A page that reads a table more has to tell triggers.py of it, or TOLD_TO_OTHERS why no visitor sees it."""
    for url in addresses:
        tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(asked(url)))) - {"kept_epoch"}
        assert tables <= triggers.watched() | set(TOLD_TO_OTHERS), url


def test_no_list_of_all_boards_together_is_longer_than_its_stamp_looks() -> None:
    assert max(board_pages.LATEST, front_pages.LATEST) <= stamps.COVERED
    assert board_pages.ACTIVE <= stamps.COVERED


def _hides(cast: Cast, post: Post) -> None:
    hide(viewer=viewer(cast.moderator), post_id=post.pk, reason=Reason.SPAM, statement="No.")


def _hides_thread(cast: Cast, post: Post) -> None:
    hide_thread(viewer=viewer(cast.moderator), thread_id=post.thread_id, reason=Reason.SPAM, statement="No.")


# What happens, and the text that was on a page and is on none any more.
GONE: dict[str, tuple[Callable[[Cast, Post], Any], str]] = {
    "a hidden post": (_hides, "The first post."),
    "a hidden thread": (_hides_thread, "Sleeping before scans"),
    "a post that was changed past every verb": (
        lambda cast, post: Post.objects.filter(pk=post.pk).update(html="<p>Another.</p>"),
        "The first post.",
    ),
    "a title that was changed past every verb": (
        lambda cast, post: Thread.objects.filter(pk=post.thread_id).update(title="Another"),
        "Sleeping before scans",
    ),
    "a board that is for members now": (
        lambda cast, post: Board.objects.filter(pk=post.thread.board_id).update(audience="members"),
        "Sleeping before scans",
    ),
    "a handle that was given up": (
        lambda cast, post: Member.objects.filter(pk=cast.author.pk).update(handle="another"),
        "ada-author",
    ),
    "a member who leaves": (
        lambda cast, post: Member.objects.filter(pk=cast.author.pk).update(leaving_at=clock.now()),
        "ada-author",
    ),
    "a moderator who is none any more": (
        lambda cast, post: Moderator.objects.filter(member=cast.local).delete(),
        "lou-local",
    ),
    "a condition that is called otherwise": (
        lambda cast, post: Condition.objects.update(name="Another"),
        "Article on Alveolar",
    ),
    "a disclaimer that was replaced": (
        lambda cast, post: Disclaimer.objects.create(
            version=99, short_html="<p>Other.</p>", long_html="<p>Other.</p>", effective_from=clock.now()
        ),
        'data-disclaimer="2"',
    ),
}


@pytest.mark.parametrize("what", GONE)
def test_what_changed_is_on_no_kept_page_at_the_next_request(
    what: str, cast: Cast, opening: Post, addresses: list[str]
) -> None:
    happens, text = GONE[what]
    before = [page(url) for url in addresses]
    assert any(text in one for one in before)
    happens(cast, opening)
    for url in addresses:
        assert text not in Client().get(url, follow=True).content.decode(), url


def test_what_is_new_is_there_at_the_next_request(
    cast: Cast, opening: Post, board: Board, addresses: list[str]
) -> None:
    before = {url: page(url) for url in addresses}
    reply(cast.member, opening.thread, "I count sheep.")
    start_verb(viewer=viewer(cast.member), board=board, title="A new thread", body="New.", key="a-new-thread")
    assert "I count sheep." in page(thread_url(opening.thread, board))
    for url in ("/", "/forums/", board.url, f"/conditions/{board.slug}/"):
        assert "A new thread" in page(url)
        assert before[url] != page(url)


def test_a_change_that_comes_while_the_page_is_made_is_shown_to_the_next_visitor(
    cast: Cast, opening: Post, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, right = thread_url(opening.thread, board), thread_pages.in_force

    def slowly(viewer: Viewer) -> Disclaimer:
        monkeypatch.setattr(thread_pages, "in_force", right)
        _hides(cast, opening)
        return right(viewer)

    monkeypatch.setattr(thread_pages, "in_force", slowly)
    assert "The first post." in page(url)  # it was read before it was hidden
    assert "The first post." not in page(url)


def test_members_neither_get_a_kept_page_nor_leave_one(cast: Cast, opening: Post, board: Board, enter: Enter) -> None:
    url = thread_url(opening.thread, board)
    first = enter(cast.member).get(url).content.decode()
    assert "mina-member" in first
    assert "mina-member" not in page(url)
    assert "mina-member" in enter(cast.member).get(url).content.decode()
    assert not Client().get(url).cookies


@pytest.mark.parametrize("header", [{"HTTP_COOKIE": "plain=1"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_COOKIE": "a=b"}])
def test_who_brings_a_cookie_or_wants_a_part_gets_a_page_of_their_own(
    header: dict[str, str], opening: Post, board: Board
) -> None:
    url = thread_url(opening.thread, board)
    page(url)
    assert not Client().get(url, **header).has_header("ETag")
    assert ("<title>Medigest</title>" in page(url, **header)) == (header == {"HTTP_COOKIE": "plain=1"})


def test_errors_and_addresses_with_more_than_the_page_takes_are_not_kept(opening: Post, board: Board) -> None:
    url = thread_url(opening.thread, board)
    for address in (f"{url}?page=99", f"{url}?utm=1", "/forums/nowhere/", f"/forums/{board.slug}/{opening.pk}/wrong/"):
        assert not Client().get(address).has_header("ETag")
    assert not caches["pages"]._cache


def test_a_kept_page_says_how_it_may_be_kept_by_others_and_costs_no_bytes_while_it_is_right(
    cast: Cast, opening: Post, board: Board
) -> None:
    url = thread_url(opening.thread, board)
    first, second = Client().get(url), Client().get(url, HTTP_ACCEPT_ENCODING="gzip")
    assert {name.lower() for name in re.split(r",\s*", second["Vary"])} == {"cookie", "accept-encoding"}
    assert second["Cache-Control"] == "no-cache"
    assert second["Content-Encoding"] == "gzip"
    assert len(second.content) < 0.5 * len(first.content)
    for name in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "X-Content-Type-Options"):
        assert second[name] == first[name]
    again = Client().get(url, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    reply(cast.member, opening.thread)
    assert Client().get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_day_that_passed_makes_the_page_anew(opening: Post, board: Board) -> None:
    assert "today" in page(board.url)
    with clock.at(clock.now() + timedelta(days=1)):
        assert "yesterday" in page(board.url)


@pytest.fixture
def _untriggered() -> Iterator[None]:
    """A database whose triggers are gone, as after a table was altered on SQLite."""
    names = [f"forums_post_{event}_moves_forums_thread" for event in ("insert", "update", "delete")]
    on = "" if connection.vendor == "sqlite" else " ON forums_post"
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER {name}{on}")
    return


@pytest.mark.usefixtures("_untriggered")
def test_every_migrate_puts_the_triggers_in_place_again(opening: Post) -> None:
    version = Thread.objects.get(pk=opening.thread_id).version
    Post.objects.filter(pk=opening.pk).update(html="<p>1</p>")
    assert Thread.objects.get(pk=opening.thread_id).version == version
    triggers.install(using="default")
    Post.objects.filter(pk=opening.pk).update(html="<p>2</p>")
    assert Thread.objects.get(pk=opening.thread_id).version == version + 1


def test_a_log_in_moves_no_version(cast: Cast, addresses: list[str]) -> None:
    page("/")
    Member.objects.filter(pk=cast.member.pk).update(last_login=clock.now())
    assert len(asked("/")) == 1
    appoint(member_id=cast.member.pk, board_id=None)
    assert len(asked("/")) > 1
