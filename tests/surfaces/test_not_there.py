"""What a person may not see is not there: the answer is the very one for what does not exist."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.surfaces.reference import reads
from tests.surfaces.routes import MISSING
from tests.surfaces.world import ASPS, MINA, PARENT, QUIET, World

pytestmark = pytest.mark.django_db

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
NOWHERE = "no-such-board"


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "django.request")


def _answer(client: Client, method: str, url: str) -> Any:
    """Status, headers and body, without what differs because another address was asked for."""
    response = client.generic(method, url)
    headers = {name: value.replace(url, "URL") for name, value in response.headers.items() if name != "Content-Length"}
    body = _TOKEN.sub("TOKEN", response.content.decode()).replace(url, "URL")
    return response.status_code, headers, body, sorted(response.cookies)


def _same(client: Client, missing: str, *there: str) -> None:
    for method in ("GET", "POST"):
        wanted = _answer(client, method, missing)
        for url in there:
            assert _answer(client, method, url) == wanted, f"{method} {url}"


@pytest.mark.parametrize("name", ["forums:board", "forums:new"])
@pytest.mark.parametrize("slug", [QUIET, PARENT])
def test_a_visitor_cannot_tell_a_members_only_board_from_none(name: str, slug: str, world: World) -> None:
    _same(world.client("visitor"), reverse(name, args=[NOWHERE]), reverse(name, args=[slug]))


@pytest.mark.parametrize("name", ["forums:thread", "forums:reply"])
def test_a_visitor_cannot_tell_a_members_only_thread_from_none(name: str, world: World) -> None:
    visitor = world.client("visitor")
    for board in (QUIET, NOWHERE, ASPS):  # nor by asking for it on a board that they see
        threads = [told.row for told in world.threads if told.audience == "members"]
        _same(
            visitor,
            reverse(name, args=[board, MISSING, "x"]),
            *(reverse(name, args=[board, row.pk, "x"]) for row in threads),
            *(reverse(name, args=[board, row.pk, row.slug]) for row in threads[:2]),
        )


@pytest.mark.parametrize("name", ["forums:post", "forums:edit", "forums:remove", "forums:report", "moderation:item"])
@pytest.mark.parametrize("role", ["visitor", "member", "asleep"])
def test_nobody_can_tell_a_post_that_they_may_not_read_from_none(name: str, role: str, world: World) -> None:
    client = world.client(role)
    hidden = [said for said in world.posts if not reads(role, said)]
    assert hidden
    alike = {(said.thread.board, said.thread.state, said.state): said for said in hidden}
    there = [reverse(name, args=[said.row.pk]) for said in alike.values()]
    _same(client, reverse(name, args=[MISSING]), *there)


@pytest.mark.parametrize("name", ["forums:thread", "forums:reply"])
@pytest.mark.parametrize("role", ["visitor", "member", "asleep"])
def test_nobody_can_tell_a_thread_that_they_may_not_open_from_none(name: str, role: str, world: World) -> None:
    client = world.client(role)
    hidden = [told for told in world.threads if not reads(role, told)]
    assert hidden
    for board in {told.board for told in hidden}:
        there = [reverse(name, args=[board, told.row.pk, told.row.slug]) for told in hidden if told.board == board]
        _same(client, reverse(name, args=[board, MISSING, "x"]), *there)


def test_a_local_moderator_cannot_tell_the_queue_of_another_board_from_none(world: World) -> None:
    local = world.client("local")
    for label in ("held", "published", "hidden"):
        said = world.post(label, QUIET)
        _same(local, *(reverse("moderation:item", args=[pk]) for pk in (MISSING, said.row.pk)))
        _same(local, *(reverse("moderation:decide", args=[pk, "approve"]) for pk in (MISSING, said.row.pk)))
    told = world.thread("open", QUIET)
    _same(local, *(reverse("moderation:thread", args=[pk, "lock"]) for pk in (MISSING, told.row.pk)))


def test_nobody_can_tell_a_notice_of_another_from_none(world: World) -> None:
    theirs = next(notice for notice in world.notices if notice.member.handle != MINA)
    _same(world.client("member"), *(reverse("notices:open", args=[pk]) for pk in (MISSING, theirs.pk)))


def test_a_visitor_cannot_tell_which_members_there_are(world: World) -> None:
    _same(world.client("visitor"), *(reverse("members:profile", args=[handle]) for handle in ("no-such-member", MINA)))


def test_more_than_we_take_is_told_in_words(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = client.post("/accounts/login/", {"login": "x" * 2_000})
    assert answer.status_code == 413
    assert "This is too much at once" in answer.content.decode()
    assert "your text is most likely still in the form" in answer.content.decode()
