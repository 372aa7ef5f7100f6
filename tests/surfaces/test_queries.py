"""The cost of a page does not grow with the data: the same number of queries in a small world and in a large one.

A logged-in member costs two queries on every page: the session, and the member with the count of notices.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forums.notices.unsubscribe import stop_token
from forums.threads.models import Thread
from forums.threads.recount import discrepancies
from forums.threads.rows import page_of
from medigest.members.models import Member
from medigest.members.recovery import link_token
from tests.surfaces.crowd import grow
from tests.surfaces.routes import is_ours, routes
from tests.surfaces.world import ADA, ASPS, PARENT, World

pytestmark = pytest.mark.django_db


def _thread(page: int | None = 1) -> Callable[[World], str]:
    """A page of the long thread; None is its last."""

    def url(world: World) -> str:
        row = Thread.objects.get(pk=world.thread("open").row.pk)
        last = page_of(row.last_position)
        return f"{reverse('forums:thread', args=[ASPS, row.pk, row.slug])}?page={min(page or last, last)}"

    return url


def _beneath_thread(name: str) -> Callable[[World], str]:
    def url(world: World) -> str:
        row = world.thread("open").row
        return reverse(f"forums:{name}", args=[ASPS, row.pk, row.slug])

    return url


def _own(name: str, label: str) -> Callable[[World], str]:
    return lambda world: reverse(name, args=[world.post(label).row.pk])


def _plain(name: str, *args: Any, query: str = "") -> Callable[[World], str]:
    return lambda world: reverse(name, args=args) + query


def _recovery(world: World) -> str:
    return reverse(
        "members:recover",
        args=[link_token(member_id=Member.objects.get(handle=ADA).pk, old="a", new=f"{ADA}@example.org")],
    )


def _notice(world: World) -> str:
    return reverse("notices:open", args=[next(one.pk for one in world.notices if one.member.handle == ADA)])


def _stop(world: World) -> str:
    token = stop_token(member_id=Member.objects.get(handle=ADA).pk, what="published")
    return reverse("notice_settings:stop", args=[token])


def _picture(world: World) -> str:
    canary = next(one for one in world.pictures.values() if one.post is world.post("published"))
    return reverse("forums:picture", args=[next(name for name, one in world.pictures.items() if one is canary)])


def _alias(world: World) -> str:
    return reverse("forums:block_alias", args=[world.aliases[0][0].pk])


def _archive(world: World) -> str:
    return reverse("members:export_file", args=[world.export.pk])


Bounds = dict[str, int]
MOST_OF_SETTINGS = 6
READERS: Bounds = {"visitor": 8, "member": 8}
# Of each page: how it is named here, its view, its address, and how many queries it may cost each role.
PAGES: list[tuple[str, str, Callable[[World], str], Bounds]] = [
    ("home", "home", _plain("home"), READERS),
    *((name, name, _plain(name), {"visitor": 1, "member": 3}) for name in ("disclaimer", "rules", "privacy", "help")),
    *((name, name, _plain(name), {"visitor": 1}) for name in ("healthz", "readyz", "robots", "security_txt")),
    ("change password", "change_password", _plain("change_password"), {"visitor": 0}),
    ("profile", "members:profile", _plain("members:profile", ADA), {"member": 5, "author": 6, "moderator": 7}),
    ("settings", "members:settings", _plain("members:settings"), {"member": 2}),
    ("profile form", "members:edit_profile", _plain("members:edit_profile"), {"member": 4}),
    ("handle", "members:handle", _plain("members:handle"), {"member": 3}),
    ("activity", "activity:settings", _plain("activity:settings"), {"author": 5}),
    ("blocks", "members:blocks", _plain("members:blocks"), {"member": 4}),
    ("block an alias", "forums:block_alias", _alias, {"member": 5}),
    ("block", "members:block", _plain("members:block", ADA), {"member": 4}),
    ("sessions", "members:sessions", _plain("members:sessions"), {"member": 4}),
    ("returned mail", "members:returned_mail", _plain("members:returned_mail"), {"member": 2}),
    ("undelivered", "members:undelivered", _plain("members:undelivered"), {"administrator": 4}),
    ("discreet", "members:discreet", _plain("members:discreet"), {"visitor": 0, "member": 2}),
    # It ends the session of whoever asks.
    ("leave", "members:leave", _plain("members:leave"), {"visitor": 1}),
    ("recover", "members:recover", _recovery, {"visitor": 1}),
    ("export", "members:export", _plain("members:export"), {"member": 3, "author": 3}),
    ("progress", "members:export_progress", _plain("members:export_progress"), {"member": 3, "author": 3}),
    ("archive", "members:export_file", _archive, {"author": 6}),
    ("delete", "members:delete", _plain("members:delete"), {"member": 3, "administrator": 4}),
    ("consents", "members:consents", _plain("members:consents"), {"member": 4}),
    ("one taken back", "members:consents", _plain("members:consents", query="?take-back=rules"), {"member": 4}),
    ("conditions", "conditions:index", _plain("conditions:index"), {"visitor": 3, "member": 5}),
    ("letter", "conditions:index", _plain("conditions:index", query="?letter=a"), {"visitor": 3, "member": 5}),
    ("mistyped", "conditions:index", _plain("conditions:index", query="?q=alveolor"), {"visitor": 7}),
    ("named so", "conditions:suggest", _plain("conditions:suggest", query="?q=alveolor"), {"visitor": 5}),
    ("glossary", "glossary:index", _plain("glossary:index"), {"visitor": 2}),
    ("term", "glossary:term", _plain("glossary:term", "sarcoma"), {"visitor": 2, "member": 4}),
    ("new term", "glossary:new", _plain("glossary:new"), {"editor": 3}),
    ("define", "glossary:define", _plain("glossary:define", "sarcoma"), {"editor": 4}),
    ("reviews", "conditions:reviews", _plain("conditions:reviews"), {"editor": 4}),
    ("review", "conditions:review", _plain("conditions:review", ASPS), {"editor": 4}),
    ("corrections", "conditions:corrections", _plain("conditions:corrections"), {"editor": 4}),
    (
        "correction",
        "conditions:correction",
        lambda world: reverse("conditions:correction", args=[world.correction.pk]),
        {"editor": 4},
    ),
    ("correct", "conditions:correct", _plain("conditions:correct", ASPS), {"member": 4}),
    ("feed", "conditions:feed", _plain("conditions:feed"), {"visitor": 2}),
    ("site map", "sitemap", _plain("sitemap"), {"visitor": 6}),
    ("part of it", "sitemap_part", _plain("sitemap_part", "conditions", 0), {"visitor": 1}),
    ("tree", "conditions:tree", _plain("conditions:tree"), {"visitor": 2, "member": 4}),
    ("branch", "conditions:branch", _plain("conditions:branch", PARENT), {"visitor": 4, "member": 6}),
    ("search", "conditions:index", _plain("conditions:index", query="?q=alveolar"), {"visitor": 6, "member": 8}),
    ("search all", "search:search", _plain("search:search", query="?q=says+symptoms"), {"visitor": 10, "member": 12}),
    (
        "search posts",
        "search:search",
        _plain("search:search", query="?q=text+in%3Athreads"),
        {"visitor": 8, "member": 10},
    ),
    ("suggestions", "search:suggest", _plain("search:suggest", query="?q=thread"), {"visitor": 6, "member": 8}),
    ("similar", "search:similar", _plain("search:similar", query="?title=One+of+many"), {"member": 3}),
    ("suggested", "forums:suggested", _beneath_thread("suggested"), {"visitor": 4, "member": 6}),
    ("new condition", "conditions:new", _plain("conditions:new"), {"editor": 3}),
    ("code", "conditions:code", _plain("conditions:code", "DOID:4239"), {"visitor": 1, "member": 3}),
    ("article", "conditions:article", _plain("conditions:article", ASPS), {"visitor": 6, "member": 7, "editor": 7}),
    ("edit article", "conditions:edit", _plain("conditions:edit", ASPS), {"editor": 8}),
    ("history", "conditions:history", _plain("conditions:history", ASPS), {"visitor": 5, "member": 7}),
    ("compared", "conditions:compare", _plain("conditions:compare", ASPS), {"visitor": 6, "member": 8}),
    ("restore", "conditions:restore", _plain("conditions:restore", ASPS, 1), {"editor": 6}),
    ("revision", "conditions:revision", _plain("conditions:revision", ASPS, 1), {"visitor": 5, "member": 7}),
    ("forums", "forums:index", _plain("forums:index"), READERS),
    ("board", "forums:board", _plain("forums:board", ASPS), {"visitor": 8, "member": 9, "moderator": 10}),
    *(
        (tab, "forums:board", _plain("forums:board", ASPS, query=f"?tab={tab}"), {"member": 10})
        for tab in ("unread", "following")
    ),
    (
        "beneath",
        "forums:board",
        _plain("forums:board", PARENT, query="?include=beneath"),
        {"visitor": 8, "member": 10},
    ),
    ("unread in all", "following:unread", _plain("following:unread"), {"member": 4}),
    ("followed", "following:index", _plain("following:index"), {"member": 4}),
    ("bookmarks", "following:bookmarks", _plain("following:bookmarks"), {"member": 4}),
    ("board feed", "forums:board_feed", _plain("forums:board_feed", ASPS), {"visitor": 4}),
    ("thread feed", "forums:thread_feed", _beneath_thread("thread_feed"), {"visitor": 3}),
    ("drafts", "following:drafts", _plain("following:drafts"), {"member": 4}),
    ("first unread", "forums:unread", _beneath_thread("unread"), {"member": 4}),
    ("new replies", "forums:fresh", lambda world: _beneath_thread("fresh")(world) + "?after=1", {"member": 4}),
    ("bookmark", "forums:bookmark", _own("forums:bookmark", "published"), {"member": 5}),
    ("mine", "forums:board", _plain("forums:board", ASPS, query="?tab=mine"), {"author": 10}),
    ("thread", "forums:thread", _thread(1), {"visitor": 5, "member": 5, "author": 6, "moderator": 7}),
    ("middle of thread", "forums:thread", _thread(50), {"visitor": 5, "member": 7}),
    ("end of thread", "forums:thread", _thread(None), {"visitor": 5, "member": 7, "author": 7, "moderator": 8}),
    ("new", "forums:new", _plain("forums:new", ASPS), {"member": 8}),
    ("people", "forums:people", _plain("forums:people", ASPS, query="?q=ada"), {"member": 4}),
    ("picture", "forums:picture", _picture, {"visitor": 1, "member": 3}),
    ("permanent link", "forums:post", _own("forums:post", "published"), {"visitor": 1, "member": 3}),
    ("edit", "forums:edit", _own("forums:edit", "published"), {"author": 8}),
    ("earlier texts", "forums:history", _own("forums:history", "published"), {"author": 6, "moderator": 6}),
    ("remove", "forums:remove", _own("forums:remove", "published"), {"author": 6}),
    ("report", "forums:report", _own("forums:report", "published"), {"member": 6}),
    ("queue", "moderation:queue", _plain("moderation:queue"), {"moderator": 8, "local": 8}),
    (
        "queue of a board",
        "moderation:queue",
        _plain("moderation:queue", query=f"?kind=report&board={ASPS}"),
        {"moderator": 9},
    ),
    ("item", "moderation:item", _own("moderation:item", "reported"), {"moderator": 17, "local": 17}),
    ("amend", "moderation:amend", _own("moderation:amend", "reported"), {"moderator": 7, "local": 7}),
    (
        "whole thread",
        "moderation:whole",
        lambda world: reverse("moderation:whole", args=[world.thread("open").row.pk]),
        {"moderator": 5, "local": 5},
    ),
    ("statements", "moderation:statements", _plain("moderation:statements"), {"moderator": 4, "local": 4}),
    (
        "statement",
        "moderation:statement",
        lambda world: reverse("moderation:statement", args=[world.statement.pk]),
        {"moderator": 4, "local": 4},
    ),
    ("care", "forums:care", _own("forums:care", "published"), {"member": 4, "author": 5}),
    ("workload", "moderation:workload", _plain("moderation:workload"), {"moderator": 5, "local": 5}),
    ("rules", "moderation:rules", _plain("moderation:rules"), {"moderator": 5, "local": 5}),
    (
        "rule",
        "moderation:rule",
        lambda world: reverse("moderation:rule", args=[world.rule.pk]),
        {"moderator": 5, "local": 5},
    ),
    ("board's rules", "moderation:board", _plain("moderation:board", ASPS), {"moderator": 5, "local": 5}),
    ("transparency", "moderation:transparency", _plain("moderation:transparency"), {"visitor": 1, "member": 3}),
    ("figures", "moderation:figures", _plain("moderation:figures"), {"visitor": 1}),
    ("record", "moderation:member", _plain("moderation:member", ADA), {"moderator": 10, "local": 10}),
    ("appeals", "moderation:appeals", _plain("moderation:appeals"), {"moderator": 5, "local": 5}),
    (
        "appeal",
        "moderation:appeal",
        lambda world: reverse("moderation:appeal", args=[world.appeals[0].pk]),
        {"moderator": 6, "local": 6},
    ),
    ("people", "moderation:people", _plain("moderation:people"), {"administrator": 5}),
    ("decisions", "decisions:index", _plain("decisions:index"), {"member": 5, "author": 5}),
    (
        "decision",
        "decisions:decision",
        lambda world: reverse("decisions:decision", args=[world.decisions[-1].pk]),
        {"author": 6},
    ),
    ("log", "moderation:log", _plain("moderation:log"), {"visitor": 2, "member": 4}),
    ("notices", "notices:index", _plain("notices:index"), {"author": 6}),
    ("count", "notices:count", _plain("notices:count"), {"author": 2}),
    ("notice settings", "notice_settings:settings", _plain("notice_settings:settings"), {"member": 3}),
    ("stop mail", "notice_settings:stop", _stop, {"visitor": 1}),
    ("notice", "notices:open", _notice, {"author": 6}),
]
# There in development only.
NOT_MEASURED = {"styleguide"}
Figures = dict[tuple[str, str], int]


def _measure(world: World) -> Figures:
    figures = {}
    for page, _view, url, bounds in PAGES:
        for role in bounds:
            address, client = url(world), world.client(role)
            client.get(address)  # what is fetched once per process is no cost of the page
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            assert response.status_code in (200, 301, 302), f"{address}: {response.status_code}"
            figures[page, role] = len(queries)
    return figures


def test_every_page_is_measured() -> None:
    pages = {route.name for route in routes() if is_ours(route) and route.surface and "GET" in route.surface.methods}
    measured = {view for _, view, _, _ in PAGES} | NOT_MEASURED
    assert not pages - measured, f"give {sorted(pages - measured)} a row in PAGES"
    assert not measured - pages, "rows without a view"


def test_no_page_of_settings_may_cost_more_than_six(world: World) -> None:
    settings = {page: max(roles.values()) for page, _, address, roles in PAGES if "/settings/" in address(world)}
    assert len(settings) > 10
    assert not {page: bound for page, bound in settings.items() if bound > MOST_OF_SETTINGS}


def test_no_page_costs_more_than_it_may_nor_more_where_there_is_more(world: World) -> None:
    small = _measure(world)
    grow(world)
    assert not list(discrepancies())
    large = _measure(world)
    bounds = {(page, role): bound for page, _, _, roles in PAGES for role, bound in roles.items()}
    dear = {case: f"{large[case]} queries, may cost {bounds[case]}" for case in bounds if large[case] > bounds[case]}
    growing = {case: f"{small[case]}, then {large[case]}" for case in bounds if small[case] != large[case]}
    assert not dear, dear
    assert not growing, growing
