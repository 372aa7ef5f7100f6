"""Every address of the site, asked by every role: who comes in, what leaves, under which headers.

One walk through all addresses per role, for it is long; each check below reads all answers of it.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test.client import ClientHandler, RequestFactory

from conditions.articles.disclaimers import in_force
from forums.notices.models import Notice
from medigest.kit.surfaces import Surface
from tests.surfaces.expected import status
from tests.surfaces.reference import may_see
from tests.surfaces.routes import Address, Route, addresses, routes
from tests.surfaces.world import ASPS, ROLES, Said, Told, World

pytestmark = pytest.mark.django_db

# What a form could hold; it is valid for some views and nonsense for others.
FILLED = {
    "title": "A title of mine",
    "body": "A text of mine.",
    "key": "a-key-of-mine",
    "edits": "0",
    "reason": "spam",
    "note": "A note of mine",
    "statement": "A statement of mine",
    "definition": "A definition of mine",
    "login": "mina-member",
    "email": "somebody-else@example.org",
}
DATA = {"empty": {"csrfmiddlewaretoken": "x"}, "filled": FILLED, "preview": FILLED | {"do": "preview", "statement": ""}}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DATA_ONLY = ("application/json", "application/ld+json")
NOTICE = "The publisher says: ask a doctor."
# How the world's words look: see `_Story.word` and the members' addresses.
WORD = re.compile(r"canary-[a-z-]+-\d{4}|(?<![\w-])[\w-]++@example\.org")
LONG = ("conditions:article", "conditions:revision", "disclaimer")


@dataclass(frozen=True)
class Answer:
    """What came back. `data`: "" for a GET, else which data was posted."""

    address: Address
    surface: Surface | None
    data: str
    status: int
    headers: dict[str, str]
    body: str

    def __str__(self) -> str:
        return f"{'POST ' + self.data if self.data else 'GET'} {self.address.url} ({self.address.name}): {self.status}"


class _Browser:
    """The test client's way in, without the copies it keeps of every template's context."""

    def __init__(self, session: str) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory()
        if session:
            self.factory.cookies["sessionid"] = session

    def answer(self, route: Route, address: Address, data: str) -> Answer:
        """One request, whose effect is undone."""
        factory = self.factory
        request = factory.post(address.url, DATA[data]) if data else factory.get(address.url)
        with transaction.atomic():
            response: Any = self.handler(request.environ)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            if response["Content-Type"] == "application/zip":
                content = _unpacked(content)
            transaction.set_rollback(True)
        headers = dict(response.headers) | {"Set-Cookie": response.cookies.output()}
        return Answer(address, route.surface, data, response.status_code, headers, content.decode(errors="replace"))


def _unpacked(content: bytes) -> bytes:
    """What an archive holds, to be looked through like any other answer."""
    with ZipFile(BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def _likeness(world: World, address: Address) -> tuple[Any, ...]:
    """What a view asks about: of posts, threads and notices that are alike in it, one is walked to.

    Of those that are alike in the first seven, one is posted to; in the first eight, one is walked to on PostgreSQL.
    """
    target = address.target
    if isinstance(target, Notice):
        return (address.name, target.member_id)
    if not isinstance(target, Said | Told):
        return (address.name, address.url)
    thread = target.thread if isinstance(target, Said) else target
    holds = {one.kind for one in world.canaries if target in (one.post, one.thread)} if target is not thread else {}
    opening = isinstance(target, Said) and target.label.endswith("-opening")
    stands = (thread.board, thread.state, thread.locked, target.state, target.author)
    return (address.name, address.detail, *stands, opening, urlsplit(address.url).query, *sorted(holds))


# Roles that post to whatever is there, in every way; the others stand between them, and post to each view once.
WRITERS = ("visitor", "member", "author", "local")


def _posted(role: str, route: Route, address: Address, first: bool) -> tuple[str, ...]:
    """Which data is posted to the address; `first`: it is the first of its view.

    What a form turns down, and what is shown before it is sent, is the same on every database: one walks to it.
    """
    if route.surface is None:
        return ("filled",) if role in WRITERS else ()
    if "?" in address.url or "POST" not in route.surface.methods:
        return ()
    writes = role in WRITERS or (role == "editor" and route.name.startswith("conditions:"))
    thread = address.target.thread if isinstance(address.target, Said) else address.target
    if not writes or (isinstance(thread, Told) and thread.board != ASPS):
        return ("empty",) if writes or first else ()
    if connection.vendor == "postgresql":
        return ("filled",)
    previews = address.name in ("forums:new", "forums:reply", "forums:edit", "conditions:edit")
    return ("empty", "filled", "preview") if previews else ("empty", "filled")


def _walk(world: World, role: str) -> Iterator[Answer]:
    """The role's way through every address, with each method that it answers."""
    browser, alike = _Browser(world.sessions[role]), set()
    for route in routes():
        for address in addresses(world, route):
            likeness = _likeness(world, address)
            # Which words a text holds is the same on every database; who may come to it, its queries decide.
            likeness = likeness[:8] if connection.vendor == "postgresql" else likeness
            if likeness in alike:
                continue
            first, new = not any(one[0] == route.name for one in alike), likeness[:7] not in alike
            alike |= {likeness, likeness[:7]}
            if route.surface is None or "GET" in route.surface.methods:
                yield browser.answer(route, address, "")
            for data in _posted(role, route, address, first) if new else ():
                answer = browser.answer(route, address, data)
                yield answer
                # The gate stands before the form: whom it sends away with nothing, it sends away with anything.
                if data == "empty" and answer.status in (403, 404):
                    break


Check = Callable[[World, str], Callable[[Answer], str]]


def _answers_as_expected(world: World, role: str) -> Callable[[Answer], str]:
    def check(answer: Answer) -> str:
        if answer.data in ("filled", "preview"):
            return "" if answer.status < 500 else "broke"
        wanted = status(world, answer.surface, role, "POST" if answer.data else "GET", answer.address)
        return "" if answer.status == wanted else f"should be {wanted}"

    return check


def _keeps_every_word_from_whom_it_is_not_for(world: World, role: str) -> Callable[[Answer], str]:
    kept = {canary.word for canary in world.canaries if not may_see(role, canary)}

    def check(answer: Answer) -> str:
        found = kept & {*WORD.findall(answer.body), *WORD.findall(str(answer.headers))}
        # What stands in the address is known to whoever asks.
        leaks = sorted(word for word in found if word not in answer.address.url)
        return f"holds {', '.join(leaks)}" if leaks else ""

    return check


def _carries_the_strict_policy_and_headers(world: World, role: str) -> Callable[[Answer], str]:
    def check(answer: Answer) -> str:
        policy = answer.headers.get("Content-Security-Policy", "")
        if dict(part.strip().partition(" ")[::2] for part in policy.split(";")) != POLICY:
            return f"has the policy {policy}"
        wrong = [name for name in HEADERS if answer.headers.get(name) != HEADERS[name]]
        permissions = answer.headers.get("Permissions-Policy", "").split(", ")
        wrong += [one for one in ("camera=()", "geolocation=()", "microphone=()") if one not in permissions]
        return f"has a wrong {', '.join(wrong)}" if wrong else ""

    return check


class _Assets(HTMLParser):
    """Finds what the policy would block, and what another host would be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA_ONLY):
            self.problems.append(f"inline <{tag}>")
        self.problems += [f"{name} on <{tag}>" for name in given if name == "style" or name.startswith("on")]
        fetched = {"src", "srcset", "poster", "data", "data-hx-get", "data-hx-post", "formaction", "action"}
        # Told to machines; no browser asks for it.
        told = given.get("rel") in ("canonical", "alternate")
        fetched |= {"href"} if tag == "link" and not told else set()
        self.problems += [
            f"{given[name]} for <{tag}>" for name in fetched & given.keys() if urlsplit(given[name]).netloc
        ]


def _asks_no_other_host_and_nothing_that_is_blocked(world: World, role: str) -> Callable[[Answer], str]:
    seen: set[tuple[str, str, int]] = set()

    def check(answer: Answer) -> str:
        # Pages of one view and status are made by one template: one of them is parsed.
        kind = (answer.address.name, answer.data, answer.status)
        if kind in seen or not answer.headers.get("Content-Type", "").startswith("text/html"):
            return ""
        seen.add(kind)
        parser = _Assets()
        parser.feed(answer.body)
        return f"needs {', '.join(parser.problems)}" if parser.problems else ""

    return check


def _carries_the_disclaimer_where_it_is_about_a_condition(world: World, role: str) -> Callable[[Answer], str]:
    disclaimer = in_force()

    def check(answer: Answer) -> str:
        if answer.surface is None or not answer.surface.disclaimer or answer.status not in (200, 409, 422):
            return ""
        long = answer.address.name in LONG
        xml = "xml" in answer.headers.get("Content-Type", "")
        body = unescape(answer.body) if xml else answer.body
        if (disclaimer.long_html if long else disclaimer.short_html) not in body:
            return "lacks the disclaimer"
        about_an_import = answer.address.name in LONG[:2] and ASPS in answer.address.url
        return "lacks its publisher's notice" if about_an_import and NOTICE not in answer.body else ""

    return check


CHECKS: list[Check] = [
    _answers_as_expected,
    _keeps_every_word_from_whom_it_is_not_for,
    _carries_the_strict_policy_and_headers,
    _asks_no_other_host_and_nothing_that_is_blocked,
    _carries_the_disclaimer_where_it_is_about_a_condition,
]


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_it_should(role: str, world: World) -> None:
    checks = [check(world, role) for check in CHECKS]
    problems, answered = [], set()
    logging.disable(logging.WARNING)  # hundreds of refusals are what is asked for here
    try:
        for answer in _walk(world, role):
            answered.add((answer.address.name, answer.status))
            problems += [f"{answer} {problem}" for check in checks if (problem := check(answer))]
    finally:
        logging.disable(logging.NOTSET)
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems[:60])
    # The walk has met pages, and refusals too.
    assert {("home", 200), ("forums:thread", 200), ("forums:thread", 404), ("conditions:article", 200)} <= answered
