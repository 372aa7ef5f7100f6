"""Every page, as each role sees it: axe, widths, zoom, colours, keyboard, and nothing asked of another host.

`make test` looks at each page once, in one of the four combinations of width and colours; `make look` in all.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Route as PlaywrightRoute

from tests.browser import judging
from tests.browser.everywhere import BY_ANOTHER_WAY, ROLES, Everywhere, everywhere, refusals

pytestmark = pytest.mark.browser

# Where the sample goes the whole way by keyboard; `make look` goes it everywhere.
WALKED = {
    "home",
    "conditions:article",
    "conditions:index",
    "forums:board",
    "forums:thread",
    "forums:new",
    "moderation:queue",
    "moderation:item",
    "account_signup",
    "styleguide",
}


@pytest.fixture(scope="module")
def whole_site(
    chromium: Browser, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everywhere]:
    with django_db_blocker.unblock():
        assert "memory" in str(connection.settings_dict["NAME"]), "select a test marked django_db along with this one"
        with everywhere(tmp_path_factory.mktemp("everywhere") / "world.sqlite3") as found:
            yield found


@pytest.mark.django_db  # one such test tells pytest-django to make the database that the others copy
def test_every_view_gives_somebody_a_page_to_look_at(whole_site: Everywhere) -> None:
    missing = whole_site.unopened - BY_ANOTHER_WAY.keys()
    assert not missing, (
        f"{sorted(missing)}: no role of tests/browser/everywhere.py opens a page of it. Let its row in "
        "tests/surfaces/routes.py name an address that one of them can open, or, where only a journey leads to it, "
        "name it in BY_ANOTHER_WAY and go there in tests/browser/test_doors.py"
    )
    assert not BY_ANOTHER_WAY.keys() - whole_site.unopened, "named there, but opened here"


def _judge(page: Page, combinations: list[tuple[int, str]], *, walked: bool) -> Iterator[str]:
    yield from judging.bones(page)
    yield from judging.looks(page, combinations)
    if walked:
        yield from judging.walk(page)
    yield from judging.zoomed(page)
    yield from judging.wishes(page)


def _sample(site: Everywhere, role: str) -> Iterator[tuple[str, str, tuple[int, str]]]:
    """Each page once, and of those that an earlier role looked at every fourth; the combinations by turns."""
    earlier = {view for one in ROLES[: ROLES.index(role)] for view, _ in site.pages[one]}
    for number, (view, url) in enumerate(site.pages[role], start=ROLES.index(role)):
        if view not in earlier or number % 4 == 0:
            yield view, url, judging.LOOKS[number // 4 % 4 if view in earlier else number % 4]


@pytest.mark.parametrize("role", ROLES)
def test_a_fair_sample_of_the_looks_of_every_page(chromium: Browser, whole_site: Everywhere, role: str) -> None:
    problems = []
    with whole_site.page(chromium, role) as (page, watch):
        for view, url, combination in _sample(whole_site, role):
            page.goto(url)
            problems += [f"{url}: {one}" for one in _judge(page, [combination], walked=view in WALKED)]
    assert problems + watch.problems == []


@pytest.mark.whole
@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("role", ROLES)
def test_every_look_of_every_page(chromium: Browser, whole_site: Everywhere, role: str, part: int) -> None:
    problems = []
    with whole_site.page(chromium, role) as (page, watch):
        for _view, url in whole_site.pages[role][part::3]:
            page.set_viewport_size({"width": 390, "height": 844})
            page.goto(url)
            problems += [f"{url}: {one}" for one in _judge(page, judging.LOOKS, walked=True)]
            page.set_viewport_size({"width": 1280, "height": 900})
            problems += [f"{url}, wide: {one}" for one in judging.walk(page)]
    assert problems + watch.problems == []


def _answer_with(html: bytes, route: PlaywrightRoute) -> None:
    route.fulfill(body=html, content_type="text/html")


def test_every_error_page(chromium: Browser, whole_site: Everywhere) -> None:
    problems = []
    with whole_site.page(chromium, "visitor") as (page, watch):
        for name, html in refusals(whole_site.world).items():
            page.route(f"**/{name}", partial(_answer_with, html))
            page.goto(f"/{name}")
            problems += [f"{name}: {one}" for one in _judge(page, judging.LOOKS[1:3], walked=False)]
    assert problems + watch.problems == []


def test_the_pages_read_from_right_to_left(chromium: Browser, whole_site: Everywhere) -> None:
    problems = []
    with override_settings(LANGUAGE_CODE="ar"), whole_site.page(chromium, "member") as (page, watch):
        for view, url in whole_site.pages["member"]:
            if view not in WALKED:
                continue
            page.goto(url)
            expect(page.locator("html")).to_have_attribute("dir", "rtl")
            problems += [f"{url}: {one}" for one in judging.looks(page, [(390, "dark"), (1280, "light")])]
            mark = page.locator(".wordmark").bounding_box()
            assert mark
            assert mark["x"] > 640
    assert problems + watch.problems == []


def test_the_main_pages_on_paper(chromium: Browser, whole_site: Everywhere) -> None:
    problems = []
    with whole_site.page(chromium, "moderator") as (page, _watch):
        for wanted in ("home", "conditions:article", "forums:board", "forums:thread"):
            page.goto(next(url for view, url in whole_site.pages["moderator"] if view == wanted))
            problems += [f"{wanted}: {one}" for one in judging.paper(page)]
            assert page.locator("main h1").is_visible()
    assert problems == []


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_the_first_view_of_a_thread_is_light(chromium: Browser, whole_site: Everywhere, role: str) -> None:
    thread = next(url for view, url in whole_site.pages[role] if view == "forums:thread")
    with whole_site.page(chromium, role) as (page, watch):
        requests, size = judging.weight(page, thread)
    assert requests <= 8
    assert size <= 60_000
    assert watch.problems == []
