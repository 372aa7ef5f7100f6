"""A real Chromium, a server over a database that commits, and pages that watch what happens on them."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import resolve
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from conditions.articles.draft import SourceFact
from conditions.articles.models import Origin
from conditions.articles.publish import publish
from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.relate import relate
from conditions.models import Condition
from forums.boards.models import Board
from forums.threads.models import Thread
from medigest.members.models import Member
from tests.browser import judging
from tests.conftest import Cast, Enter, reply, start

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Milliseconds: a busy machine may take its time.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)

# The console tells of every answer of 400 and more; the watch over answers does so too, and knows the expected ones.
_TOLD_BY_STATUS = re.compile(
    r"Failed to load resource: the server responded with a status of \d+|Response Status Error Code \d+"
)

PageFor = Callable[..., Page]
Look = Callable[[Page, str], None]
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture(scope="package")
def _playwright() -> Iterator[Playwright]:
    """Playwright keeps an event loop in this thread, in which Django would refuse the tests' own queries."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright


@pytest.fixture(scope="package")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser of the machine. Where there is none the test is skipped; under CI=true it fails."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        why = f"no browser on this machine (looked for {', '.join(NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    playwright: Playwright = request.getfixturevalue("_playwright")
    browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def site(chromium: Browser, committing_db: None) -> Iterator[LiveServer]:
    """The site, served by threads with database connections of their own.

    pytest-django's `live_server` lives as long as the session and would keep the database it found first.
    """
    server = LiveServer("localhost")
    with override_settings(SITE_URL=server.url):
        yield server
    server.stop()


class Watch:
    """Notes all that must not happen on a page; `expected` are the statuses of 400 and more that may."""

    def __init__(self, page: Page, site: LiveServer, expected: frozenset[int], impatient: bool) -> None:
        self.problems: list[str] = []
        self.host = urlsplit(site.url).netloc
        self.expected, self.impatient = expected, impatient
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A breach of the content security policy comes as an error too.
        if message.type in ("error", "warning") and not _TOLD_BY_STATUS.match(message.text):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self.problems.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A file that the page asked for is cut off where somebody leaves it before it came; what they sent must arrive,
        # but for what a script sends beside them: how far they read, a draft.
        repeated = request.method == "GET" or "hx-request" in request.headers
        cut_off = request.failure == "net::ERR_ABORTED" and (self.impatient or repeated)
        if not cut_off:
            self.problems.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")


@pytest.fixture
def page_for(chromium: Browser, site: LiveServer, enter: Enter) -> Iterator[PageFor]:
    """`page_for(member)`: a page in a browser context of its own, in which the member is logged in.

    The test fails at its end when anything went wrong on it: an error in the console or in a script, a breach of the
    content security policy, a request that failed or went to another host, an unexpected status of 400 or more.
    `expected`: such statuses that belong to the story; `impatient`: requests are cut off by the next click.
    """
    watches: list[Watch] = []
    contexts = []

    def open_page(
        member: Member | None = None,
        *,
        javascript: bool = True,
        width: int = 1280,
        scheme: str = "light",
        expected: tuple[int, ...] = (),
        impatient: bool = False,
    ) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if member is not None:
            session = enter(member).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url}])
        page = context.new_page()
        watches.append(Watch(page, site, frozenset(expected), impatient))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [problem for watch in watches for problem in watch.problems] == []


@pytest.fixture
def look() -> Look:
    """`look(page, view)`: it is the page of that view, and nothing is wrong with it on a phone in the dark.

    Where SHOTS names a directory, a picture of it is put there.
    """

    def judge(page: Page, view: str) -> None:
        assert resolve(urlsplit(page.url).path).view_name == view
        problems = [*judging.bones(page), *judging.looks(page, [(390, "dark")])]
        if pictures := os.environ.get("SHOTS"):
            page.screenshot(path=Path(pictures) / f"{view.replace(':', '-')}-390-dark.png", full_page=True)
        assert problems == [], view

    return judge


BODY = """\
A text about the condition, in a few words [@coasts].

## Signs {#signs}

What people notice first [@coasts, page 2].

## Treatment {#treatment}

What is tried, and by whom [@harbours].
"""
SOURCES = [
    SourceFact("coasts", "The book of coasts", "Harbour press", "https://example.org/coasts", "CC0", date(2026, 11, 1)),
    SourceFact("harbours", "The book of harbours", "Harbour press", "", "Not stated", date(2026, 11, 2)),
]


@pytest.fixture
def article(asps: Condition, cast: Cast) -> Condition:
    """ASPS with everything an article can show."""
    describe(
        asps,
        name=asps.name,
        definition=asps.definition,
        names=[NameFact("acronym", "ASPS"), NameFact("synonym", "Alveolar soft tissue sarcoma")],
        codes=[CodeFact("MONDO", "MONDO:0011655", "https://example.org/mondo")],
    )
    above = create(name="Soft tissue cancer", definition="A group of cancers.")
    relate(child_id=asps.pk, parent_ids=[above.pk])
    publish(
        condition_id=asps.pk,
        body=BODY,
        sources=SOURCES,
        origin=Origin.SAMPLE,
        author_id=cast.editor.pk,
        note="First.",
        unmarked="A text of the tests.",
    )
    return asps


@pytest.fixture
def waiting_room(article: Condition, board: Board, cast: Cast) -> Thread:
    """A thread on the section about signs: Ada asks, Mina answers."""
    opening = start(
        cast.author,
        board,
        title="How do you wait?",
        body="Between **scans**.",
        section_key="signs",
        section_heading="Signs",
    )
    reply(cast.member, opening.thread, "I walk by the sea.")
    return Thread.objects.select_related("board").get(pk=opening.thread_id)
