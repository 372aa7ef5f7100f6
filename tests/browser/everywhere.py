"""Every page that a person can open, found in the URLconf and made concrete by the world of tests/surfaces.

A new view joins by the row that tests/surfaces/routes.py asks of it; nothing has to be added here.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render
from django.test import Client, RequestFactory, override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from conditions.articles.disclaimers import in_force
from medigest.kit.surfaces import forbidden, keep_text
from medigest.members.viewer import Viewer
from medigest.pages import errors
from tests.browser.conftest import PATIENCE, Watch
from tests.conftest import copied_to
from tests.surfaces.routes import ENDS_THE_SESSION, Address, addresses, routes
from tests.surfaces.world import World, build

# Who looks. The later ones look at what the earlier ones could not open.
ROLES = ("visitor", "member", "moderator", "author", "editor")
FIRST_ROLES = ROLES[:3]
# Views of which a page is looked at in each state of what it shows, and not once.
EACH_STATE = {"forums:thread", "moderation:item"}
# How many addresses of a kind are asked until one answers with a page.
ENOUGH = 3
# Parts of pages, which are judged within them; and the way out, which ends the session of whoever asks.
NO_PAGES = {
    *("search:suggest", "search:similar", "conditions:suggest", "members:export_progress", "notices:count"),
    "forums:people",
    "forums:fresh",
    ENDS_THE_SESSION,
}
# What can be opened only on a way that test_doors.py goes, or never without something that nobody has here.
BY_ANOTHER_WAY = {
    "change_password": "a redirect",
    "conditions:code": "a redirect",
    "forums:post": "a redirect",
    "forums:unread": "a redirect",
    "members:recover": "by a signed link in a mail",
    "moderation:people": "for administrators",
    "members:undelivered": "for administrators",
    "notices:open": "a redirect",
    "notice_settings:stop": "by a signed link in a mail",
    "mfa_login_webauthn": "for the script of the passkey button",
    "account_email_verification_sent": "after signing up",
    "account_confirm_login_code": "after asking for a code",
    "account_confirm_password_reset_code": "after asking for a new password",
    "account_complete_password_reset": "after the code for a new password",
    "account_set_password": "for accounts without a password",
    "mfa_authenticate": "after a log-in with a second factor",
    "mfa_reauthenticate": "with a second factor set up",
    "mfa_reauthenticate_webauthn": "with a passkey set up",
    "mfa_deactivate_totp": "with a second factor set up",
    "mfa_view_recovery_codes": "with recovery codes made",
    "mfa_download_recovery_codes": "with recovery codes made",
    "mfa_remove_webauthn": "with a passkey set up",
    "mfa_edit_webauthn": "with a passkey set up",
}


@dataclass
class Everywhere:
    """The world on a server, and what each role can open there."""

    world: World
    site: LiveServer
    pages: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # role -> (view, address)
    machines_only: set[str] = field(default_factory=set)  # views whose answers are no pages: redirects, plain text
    unopened: set[str] = field(default_factory=set)  # views that gave nobody a page

    @contextmanager
    def page(self, browser: Browser, role: str) -> Iterator[tuple[Page, Watch]]:
        """A page of the role's own, and the watch over it."""
        context = browser.new_context(base_url=self.site.url, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        if self.world.sessions[role]:
            session = {"name": settings.SESSION_COOKIE_NAME, "value": self.world.sessions[role], "url": self.site.url}
            context.add_cookies([session])  # type: ignore[list-item]
        page = context.new_page()
        try:
            yield page, Watch(page, self.site, frozenset({400, 403, 404, 413, 422, 429, 500}), impatient=False)
        finally:
            context.close()


@contextmanager
def everywhere(path: Path) -> Iterator[Everywhere]:
    """The world, committed to a database in a file, behind a server; the style guide is there as in development."""
    with contextmanager(copied_to)(path):
        world = build()
        server = LiveServer("localhost")
        try:
            with override_settings(SITE_URL=server.url, DEMO=True):
                found = Everywhere(world, server)
                _explore(found)
                yield found
        finally:
            server.stop()


def _explore(found: Everywhere) -> None:
    """Ask every address as each role; keep those that answer with a page."""
    opened: set[str] = set()
    for role in ROLES:
        client = found.world.client(role)
        found.pages[role] = []
        asked: Counter[tuple[str, ...]] = Counter()
        for route in routes():
            if route.name in NO_PAGES or (route.surface and "GET" not in route.surface.methods):
                found.machines_only.add(route.name)
                continue
            if role not in FIRST_ROLES and route.name in opened and route.name not in EACH_STATE:
                continue
            for address in addresses(found.world, route):
                kind = _kind(address)
                if asked[kind] >= ENOUGH:
                    continue
                asked[kind] += 1
                answer = client.get(address.url)
                if not answer.headers.get("Content-Type", "").startswith("text/html"):
                    found.machines_only.add(route.name)
                elif answer.status_code == 200:
                    asked[kind] = ENOUGH
                    found.pages[role].append((route.name, address.url))
        opened |= {name for name, _ in found.pages[role]}
    found.unopened = {route.name for route in routes()} - opened - found.machines_only


def _kind(address: Address) -> tuple[str, ...]:
    """What makes two addresses of a view different pages to look at."""
    query = address.url.partition("?")[2]
    if address.name not in EACH_STATE:
        return (address.name, query)
    row = getattr(address.target, "row", None)
    return (address.name, query, getattr(row, "state", ""), str(getattr(row, "locked_at", None) is not None))


def refusals(world: World) -> dict[str, bytes]:
    """The pages that no address leads to: every error page, as its handler makes it."""
    request = RequestFactory().post("/forums/", {"title": "A title of mine", "body": "A text of mine."})
    request.viewer = Viewer(None, second_factor=False)  # type: ignore[attr-defined]
    request.session = Client().session  # type: ignore[assignment]
    plain = RequestFactory().get("/nowhere/")
    plain.viewer, plain.session = request.viewer, request.session  # type: ignore[attr-defined]
    assert in_force()
    made = {
        "400": errors.bad_request(plain, ValueError()),
        "403": forbidden(plain, "This page is for editors.", next_url="/", next_label="To the start page"),
        "404": errors.not_found(plain, ValueError()),
        "413": errors.bad_request(plain, RequestDataTooBig()),
        "429": render(plain, "429.html"),
        "500": errors.server_error(plain),
        "csrf": errors.csrf_failure(request),
        "kept": keep_text(request, heading="This can't be sent", explanation="The thread is locked.", status=403),
    }
    return {name: response.content for name, response in made.items()}
