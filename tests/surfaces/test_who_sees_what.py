"""DESIGN's table "who sees what", on the pages: what is shown to whom, and where."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.surfaces.reference import may_see, moderates, reads, shown
from tests.surfaces.world import ADA, ASPS, QUIET, ROLES, Canary, Said, World

pytestmark = pytest.mark.django_db

GONE = "This post is no longer here."


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "django.request")


def _page(client: Client, said: Said) -> str:
    """The thread of the post; or "404", or "log in"."""
    row = said.thread.row
    response = client.get(reverse("forums:thread", args=[said.thread.board, row.pk, row.slug]))
    if response.status_code == 302:
        assert response.headers["Location"].startswith(reverse("account_login"))
        return "log in"
    return "404" if response.status_code == 404 else str(response.content.decode())


def _shows(page: str, said: Said) -> str:
    if page in ("404", "log in"):
        return page
    if said.word in page:
        return "text"
    place = re.search(rf'id="post-{said.row.position}">(.*?)</div>', page, re.DOTALL) if said.row.position else None
    return "stub" if place and GONE in place[1] else ""


# The columns visitor, member, author, moderator of DESIGN's table, for a post of ada-author on an open thread.
TABLE = {
    ("published", ASPS): ("text", "text", "text", "text"),
    ("published", QUIET): ("log in", "text", "text", "text"),
    ("held", ASPS): ("", "", "text", "text"),
    ("held", QUIET): ("log in", "", "text", "text"),
    ("rejected", ASPS): ("", "", "text", "text"),
    ("rejected", QUIET): ("log in", "", "text", "text"),
    ("hidden", ASPS): ("stub", "stub", "text", "text"),
    ("hidden", QUIET): ("log in", "stub", "text", "text"),
    ("removed", ASPS): ("stub", "stub", "text", "text"),
    ("removed", QUIET): ("log in", "stub", "text", "text"),
    ("withdrawn", ASPS): ("", "", "", ""),
    ("withdrawn", QUIET): ("log in", "", "", ""),
    # The opening posts: of threads that wait, were turned down or taken back, and of a hidden thread.
    ("held-opening", ASPS): ("404", "404", "text", "text"),
    ("held-opening", QUIET): ("log in", "404", "text", "text"),
    ("rejected-opening", ASPS): ("404", "404", "text", "text"),
    ("rejected-opening", QUIET): ("log in", "404", "text", "text"),
    ("hidden-opening", ASPS): ("404", "404", "text", "text"),
    ("hidden-opening", QUIET): ("log in", "404", "text", "text"),
    ("in-hidden", ASPS): ("404", "404", "text", "text"),
    ("in-hidden", QUIET): ("log in", "404", "text", "text"),
    ("removed-opening", ASPS): ("404", "404", "text", "text"),
    ("removed-opening", QUIET): ("log in", "404", "text", "text"),
    # The opening post is hidden, and its thread stays.
    ("headless-opening", ASPS): ("stub", "stub", "text", "text"),
    ("headless-opening", QUIET): ("log in", "stub", "text", "text"),
}


@pytest.mark.parametrize(("row", "cells"), TABLE.items(), ids=["-".join(row) for row in TABLE])
def test_the_thread_shows_a_post_as_the_table_says(row: tuple[str, str], cells: tuple[str, ...], world: World) -> None:
    said = world.post(*row)
    for role, cell in zip(("visitor", "member", "author", "moderator"), cells, strict=True):
        assert (role, _shows(_page(world.client(role), said), said)) == (role, cell)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_shown_every_post_as_the_reference_says(role: str, world: World) -> None:
    client, pages = world.client(role), dict[int, str]()
    for said in world.posts:
        page = pages.setdefault(said.thread.row.pk, _page(client, said))
        wanted = shown(role, said)
        # The reading of an edited text: the first one is past, and another word stands there.
        words = [one.word for one in world.canaries if one.post is said and one.kind == "text"]
        found = "text" if page not in ("404", "log in") and any(word in page for word in words) else _shows(page, said)
        assert (role, said.label, found) == (role, said.label, wanted)


def test_a_stub_tells_its_number_and_neither_author_nor_text(world: World) -> None:
    said = world.post("hidden")
    page = _page(world.client("member"), said)
    place = re.search(rf'<div class="post stub" id="post-{said.row.position}">(.*?)</div>', page, re.DOTALL)
    assert place
    assert f"#{said.row.position}" in place[1]
    assert ADA not in place[1]


def test_the_author_and_the_moderators_read_in_which_state_a_post_is(world: World) -> None:
    for label, words in {
        "held": "Waiting for a moderator",
        "rejected": "Not published.",
        "hidden": "Hidden by a moderator.",
        "removed": "Removed by",
        "pending-edit": "waiting for a moderator",
    }.items():
        said = world.post(label)
        for role in ("author", "local", "moderator"):
            page = _page(world.client(role), said)
            anchor = f"post-{said.row.position}" if said.row.position else f"waiting-{said.row.pk}"
            article = page.split(f'<article class="post" id="{anchor}">')[1].split("</article>")[0]
            assert words in article, (label, role)


def _places(canary: Canary) -> Iterator[tuple[str, set[str]]]:
    """Where a word stands for those who may see it: the address, and for which of the roles."""
    told, said = canary.thread, canary.post
    everybody, moderators = set(ROLES), {role for role in ROLES if told and moderates(role, told.board)}
    thread = told and reverse("forums:thread", args=[told.board, told.row.pk, told.row.slug])
    item = said and reverse("moderation:item", args=[said.row.pk])
    if canary.kind == "draft":
        yield reverse("conditions:edit", args=[ASPS]), everybody
    elif canary.kind == "address":
        yield reverse("account_email"), everybody
    elif canary.kind == "former":
        yield reverse("members:profile", args=[ADA]), {"local", "moderator", "administrator"}
    elif canary.kind == "board":
        yield reverse("forums:index"), everybody
    elif canary.kind == "record":
        yield reverse("moderation:member", args=[ADA]), moderators
    elif canary.kind == "appeal":
        decision = said and said.row.decision_id
        yield reverse("decisions:decision", args=[decision]), {"author"}
    elif canary.kind == "note" and item:
        yield item, moderators
    elif canary.kind == "statement":
        yield reverse("notices:index"), {"author"}
        if item:
            yield item, moderators
    elif canary.kind in ("title", "waiting") and thread:
        yield thread, everybody
    elif canary.kind == "text" and thread and said and said.state != "withdrawn":
        opens = {role for role in ROLES if reads(role, said.thread)}
        yield thread, opens
        yield reverse("forums:post", args=[said.row.pk]), everybody - opens
        if item:
            yield item, moderators


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_see_stands_in_its_place(role: str, world: World) -> None:
    client, pages, met = world.client(role), dict[str, str](), set()
    for canary in world.canaries:
        for url, roles in _places(canary) if may_see(role, canary) else ():
            if role in roles:
                page = pages.get(url) or client.get(url).content.decode()
                pages[url] = page
                assert canary.word in page, f"{canary.word} is missing from {url}"
                met.add(canary.kind)
    assert met >= {"visitor": {"text", "title"}, "author": {"text", "title", "statement", "waiting", "address"}}.get(
        role, {"text", "title", "board", "address"}
    )
    if role in ("local", "moderator", "administrator"):
        assert met >= {"note", "statement", "waiting"}
    if role == "editor":
        assert "draft" in met


def test_lists_name_published_threads_and_no_others(world: World) -> None:
    for role in ROLES:
        client = world.client(role)
        for url in (reverse("forums:board", args=[ASPS]), reverse("forums:index"), reverse("home")):
            page = client.get(url).content.decode()
            for told in world.threads:
                own_waits = url == "/" and told.state in ("held", "rejected") and told.author == ROLES[role][0]
                if told.word in page and not own_waits:
                    assert (told.state, reads(role, told)) == ("published", True), (role, url, told.label)


def test_the_board_above_is_shown_beneath_to_those_who_may_know_of_it(world: World) -> None:
    title = next(one.word for one in world.canaries if one.kind == "board" and "-title-" in one.word)
    for role, there in (("visitor", False), ("member", True)):
        page = world.client(role).get(reverse("forums:board", args=[ASPS])).content.decode()
        assert (title in page) is there


def test_published_threads_stand_in_the_list_of_their_board(world: World) -> None:
    for role, board in (("visitor", ASPS), ("member", ASPS), ("member", QUIET)):
        page = world.client(role).get(reverse("forums:board", args=[board])).content.decode()
        for label in ("open", "locked", "headless"):
            assert world.thread(label, board).word in page
