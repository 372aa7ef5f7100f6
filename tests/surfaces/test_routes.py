"""The URLconf: no view without a place, a guard and a row."""

import logging

import pytest

from medigest.kit.surfaces import Access
from tests.surfaces.routes import ACCOUNTS, ROWS, Route, addresses, is_ours, routes
from tests.surfaces.world import World

OURS = [route for route in routes() if is_ours(route)]
# What names no condition, board, thread or post on a page of its own, though it stands beneath them.
NO_PAGE_ABOUT_A_CONDITION = {
    "conditions:code": "a redirect",
    "conditions:suggest": "a part of a page that carries the disclaimer",
    "conditions:new": "a form for what does not exist yet",
    "forums:picture": "a picture",
    "forums:block_alias": "a question about a name",
    "forums:post": "a redirect",
    "forums:preview": "a part of a page that carries the disclaimer",
    "forums:people": "handles, for a script",
    "forums:unread": "a redirect",
    "forums:read": "a redirect, or a word in its place",
    "forums:read_board": "a redirect",
    "forums:follow": "a redirect, or a part of a page that carries the disclaimer",
    "forums:follow_board": "a redirect, or a part of a page that carries the disclaimer",
    "moderation:thread": "a redirect",
    "moderation:second": "a redirect",
    "moderation:dismiss": "a redirect",
    "moderation:dismiss_editor": "a redirect",
    "moderation:people": "who looks after what",
    "moderation:next": "a redirect",
    "moderation:claim": "a redirect",
    "forums:fresh": "a number in a page",
    "forums:react": "numbers beside a post",
    "forums:accept": "a redirect",
    "moderation:statements": "words for reasons",
    "moderation:workload": "numbers",
    "moderation:statement": "words for reasons",
    "moderation:log": "months, actions and reasons",
    "moderation:transparency": "numbers",
    "moderation:figures": "numbers",
}
POWERS = (Access.MODERATOR, Access.ADMINISTRATOR)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def test_every_view_has_a_name_and_no_two_have_the_same() -> None:
    names = [route.name for route in routes()]
    assert all(name and not name.endswith(":") for name in names), names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.name)
def test_every_view_of_ours_is_placed_by_the_decorator(route: Route) -> None:
    assert route.surface, f"{route.name}: place its view with medigest.kit.surfaces.surface"


def test_every_view_has_a_row_and_every_row_a_view() -> None:
    names = {route.name for route in routes()}
    missing = names - ROWS.keys() - ACCOUNTS.keys()
    assert not missing, f"give {sorted(missing)} a row in tests/surfaces/routes.py"
    assert not (ROWS.keys() | ACCOUNTS.keys()) - names, "rows without a view"


def test_only_the_log_and_the_figures_of_moderation_are_open_to_others_than_moderators() -> None:
    moderation = {route.name: route.surface for route in OURS if route.pattern.startswith("moderation/")}
    opened = [name for name, surface in moderation.items() if not surface or surface.access not in POWERS]
    assert opened == ["moderation:log", "moderation:transparency", "moderation:figures"]
    assert len(moderation) > 3


def test_every_view_about_a_condition_is_flagged_to_carry_the_disclaimer() -> None:
    about = [route for route in OURS if route.pattern.startswith(("conditions/", "forums/", "moderation/"))]
    unflagged = {route.name for route in about if route.surface and not route.surface.disclaimer}
    assert unflagged <= NO_PAGE_ABOUT_A_CONDITION.keys()
    assert {route.name for route in OURS if route.surface and route.surface.disclaimer} >= {"home", "disclaimer"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "administrator"])
def test_a_view_answers_no_method_but_its_own(role: str, world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "django.request")
    client = world.client(role)
    for route in OURS:
        assert route.surface
        address = next(addresses(world, route))
        own = {*route.surface.methods} | ({"HEAD"} if "GET" in route.surface.methods else set())
        for method in [method for method in METHODS if method not in own]:
            response = client.generic(method, address.url)
            assert response.status_code == 405, f"{method} {address.url}"
            assert set(response.headers["Allow"].split(", ")) == set(route.surface.methods), f"{method} {address.url}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "author", "moderator"])
def test_a_head_request_answers_like_a_get_without_a_body(
    role: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "django.request")
    client = world.client(role)
    for route in OURS:
        assert route.surface
        # The quick exit logs out, with a HEAD request too.
        if "GET" in route.surface.methods and route.name != "members:leave":
            address = next(addresses(world, route))
            head, get = client.head(address.url), client.get(address.url)
            assert (head.status_code, b"".join(head)) == (get.status_code, b""), address.url
            assert head.headers.get("Location") == get.headers.get("Location"), address.url
