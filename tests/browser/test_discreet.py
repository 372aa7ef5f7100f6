"""Discreet mode in a real browser: what the tab says, what its history holds, and what is left after leaving."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from forums.threads.models import Thread as Talk
from medigest.members.accounts.discreet import set_discreet
from medigest.members.models import Member
from tests.browser.conftest import PATIENCE
from tests.conftest import Cast, Enter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

Tab = Callable[..., Page]


class _Elsewhere(BaseHTTPRequestHandler):
    """Another site: each page is named by its path."""

    def do_GET(self) -> None:
        words = self.path.strip("/").title()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>{words}</title><h1>{words}</h1>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of another site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def tab(chromium: Browser, site: LiveServer, enter: Enter, cast: Cast, elsewhere: str) -> Iterator[Tab]:
    """`tab(member)`: a tab that was on another site before, with the member (or a visitor) on discreet mode.

    Leaving leads to a page of that site, about the weather.
    """
    contexts: list[BrowserContext] = []

    def open_tab(member: Member | None = None, *, javascript: bool = True, discreet: bool = True) -> Page:
        context = chromium.new_context(base_url=site.url, java_script_enabled=javascript)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if member is not None:
            session = enter(member).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
            set_discreet(member_id=member.pk, on=discreet)
        elif discreet:
            context.add_cookies([{"name": "plain", "value": "1", "url": site.url}])
        page = context.new_page()
        page.goto(f"{elsewhere}/before")
        return page

    with override_settings(QUICK_EXIT_URL=f"{elsewhere}/weather"):
        yield open_tab
    for context in contexts:
        context.close()


def _leave(page: Page) -> None:
    # Before its script came, the link leads out by the server, and the entries of the history stay.
    page.wait_for_load_state()
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url("**/weather")
    expect(page).to_have_title("Weather")


def _nothing_is_left(page: Page, site: LiveServer) -> None:
    """No cookie, nothing stored that tells anything, and no way back to a page of ours."""
    assert [one for one in page.context.cookies() if one["domain"] == "localhost"] == []
    page.go_back()
    expect(page).to_have_title("Before")
    # The empty tab, the page before, and the neutral one that took our place.
    assert page.evaluate("history.length") == 3


def test_links_forms_and_errors_leave_one_entry_that_leaving_replaces(
    tab: Tab, site: LiveServer, waiting_room: Talk, cast: Cast
) -> None:
    page = tab(cast.author)
    page.goto("/")
    page.get_by_role("link", name="Forums").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forums")
    page.get_by_role("searchbox").first.fill("ASPS")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page.get_by_role("region", name="Articles")).to_be_visible()
    page.goto(waiting_room.get_absolute_url())
    assert page.title() == "Medigest"
    length = page.evaluate("history.length")
    page.get_by_label("Your reply").fill("   ")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_label("Your reply").fill("I count the boats.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("Your post is published.")
    expect(page.get_by_role("main")).to_contain_text("I count the boats.")
    assert page.title() == "Medigest"
    assert page.evaluate("history.length") == length


@pytest.mark.parametrize("way", ["button", "escape"])
def test_leaving_replaces_the_page_and_the_way_back_shows_none_of_ours(
    tab: Tab, site: LiveServer, waiting_room: Talk, cast: Cast, way: str
) -> None:
    page = tab(cast.member)
    page.goto("/forums/")
    page.get_by_role("link", name=waiting_room.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(waiting_room.title)
    assert page.title() == "Medigest"
    if way == "button":
        _leave(page)
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
        expect(page).to_have_title("Weather")
    _nothing_is_left(page, site)


def test_twice_escape_or_slowly_three_times_stays(tab: Tab, waiting_room: Talk) -> None:
    page = tab()
    page.clock.install()
    page.goto(waiting_room.get_absolute_url())
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1600)
    page.keyboard.press("Escape")
    assert page.title() == "Medigest"


def test_a_visitor_switches_it_on_and_pages_from_before_that_lead_away_after_leaving(
    tab: Tab, site: LiveServer, waiting_room: Talk
) -> None:
    page = tab(discreet=False)
    page.goto(waiting_room.get_absolute_url())
    assert waiting_room.title in page.title()
    page.get_by_role("link", name="Discreet mode").click()
    page.get_by_role("button", name="Switch discreet mode on").click()
    expect(page).to_have_title("Medigest")
    _leave(page)
    for _ in range(2):
        # Its own request tells this visit from the one before; a "load" could be that one's, come late.
        with page.expect_response("**/weather"):
            # Not at once: the page would be gone before it had answered.
            page.evaluate("void setTimeout(() => history.back())")
        page.wait_for_url("**/weather")
        expect(page).to_have_title("Weather")
        expect(page.get_by_role("heading")).to_have_text("Weather")


def test_who_comes_back_to_the_site_by_hand_can_read_again(tab: Tab, waiting_room: Talk) -> None:
    page = tab()
    page.goto(waiting_room.get_absolute_url())
    _leave(page)
    page.goto(waiting_room.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_contain_text(waiting_room.title)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text(waiting_room.title)


def test_the_remembered_theme_is_forgotten_too(tab: Tab, waiting_room: Talk) -> None:
    page = tab()
    page.goto("/")
    page.get_by_role("button", name="Use the dark theme").click()
    assert page.evaluate("localStorage.length") == 1
    _leave(page)
    page.goto("/")
    assert page.evaluate("localStorage.length") == 0


def test_without_scripts_the_link_leaves_and_the_session_is_over(
    tab: Tab, site: LiveServer, waiting_room: Talk, cast: Cast
) -> None:
    page = tab(cast.member, javascript=False)
    page.goto(waiting_room.get_absolute_url())
    assert page.title() == "Medigest"
    _leave(page)
    assert [one for one in page.context.cookies() if one["domain"] == "localhost"] == []
    page.goto(f"{site.url}{reverse('members:settings')}")
    assert reverse("account_login") in page.url
