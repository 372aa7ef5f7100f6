"""Every address of the site, asked by every role: who comes in, what leaves, under which headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse

from conditions.articles.disclaimers import in_force
from medigest.kit.surfaces import Surface
from tests.surfaces.expected import status
from tests.surfaces.reference import may_see
from tests.surfaces.routes import Address, addresses, routes
from tests.surfaces.world import ROLES, World

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
    "email": "mina-member@example.org",
}
PREVIEW = FILLED | {"do": "preview", "statement": ""}
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

    @property
    def html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


@dataclass
class Walk:
    """All that one role was answered."""

    role: str
    answers: list[Answer] = field(default_factory=list)


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


def _ask(world: World, role: str, address: Address, data: str) -> HttpResponse:
    """One request, whose effect is undone."""
    client = world.client(role)
    with transaction.atomic():
        try:
            if not data:
                return client.get(address.url)
            posted = {"empty": {}, "filled": FILLED, "preview": PREVIEW}[data]
            return client.post(address.url, posted)
        finally:
            transaction.set_rollback(True)


def _kinds(surface: Surface | None, address: Address) -> Iterator[str]:
    yield ""
    if "?" not in address.url and (surface is None or "POST" in surface.methods):
        yield from ("empty", "filled")
        if address.name in ("forums:new", "forums:reply", "forums:edit", "conditions:edit"):
            yield "preview"


@pytest.fixture(scope="module", params=ROLES)
def walk(request: pytest.FixtureRequest, world: World, django_db_blocker: Any) -> Walk:
    """The role's walk through every address, with GET and, where it is answered, POST."""
    done = Walk(request.param)
    with django_db_blocker.unblock():
        for route in routes():
            for address in addresses(world, route):
                for data in _kinds(route.surface, address):
                    response = _ask(world, done.role, address, data)
                    headers = dict(response.headers) | {"Set-Cookie": response.cookies.output()}
                    done.answers.append(
                        Answer(address, route.surface, data, response.status_code, headers, _text(response))
                    )
    return done


def test_every_address_answers_each_role_as_expected(walk: Walk, world: World) -> None:
    wrong = []
    for answer in walk.answers:
        if answer.data in ("filled", "preview") or (answer.data and answer.surface is None):
            assert answer.status < 500, answer
            continue
        method = "POST" if answer.data else "GET"
        expected = status(world, answer.surface, walk.role, method, answer.address)
        if answer.status != expected:
            wrong.append(f"{answer}, expected {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_word_leaves_to_whom_it_is_not_for(walk: Walk, world: World) -> None:
    kept = [canary.word for canary in world.canaries if not may_see(walk.role, canary)]
    assert kept
    pattern = re.compile("|".join(map(re.escape, kept)))
    leaks = []
    for answer in walk.answers:
        # What stands in the address is known to whoever asks.
        found = {*pattern.findall(answer.body), *pattern.findall(str(answer.headers))}
        leaks += [f"{answer} holds {word}" for word in sorted(found) if word not in answer.address.url]
    assert not leaks, "\n".join(leaks)


def test_every_page_carries_the_same_strict_policy_and_headers(walk: Walk) -> None:
    for answer in walk.answers:
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy == POLICY, answer
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, answer
        permissions = answer.headers["Permissions-Policy"]
        assert {"camera=()", "geolocation=()", "microphone=()"} <= set(permissions.split(", ")), answer


class _Assets(HTMLParser):
    """Finds what the policy would block, and what another host would be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.problems.append(f"inline <{tag}>")
        self.problems += [f"{name} on <{tag}>" for name in given if name == "style" or name.startswith("on")]
        fetched = {"src", "srcset", "poster", "data", "data-hx-get", "data-hx-post", "formaction", "action"}
        if tag == "link":
            fetched |= {"href"}
        for name in fetched & given.keys():
            if urlsplit(given[name]).netloc:
                self.problems.append(f'{name}="{given[name]}" on <{tag}>')


def test_no_page_asks_another_host_or_needs_what_the_policy_blocks(walk: Walk) -> None:
    for answer in walk.answers:
        if answer.html:
            parser = _Assets()
            parser.feed(answer.body)
            assert not parser.problems, f"{answer}: {parser.problems}"


def test_every_page_about_a_condition_carries_the_disclaimer_in_force(walk: Walk) -> None:
    disclaimer = in_force()
    placed = [one for one in walk.answers if one.surface and one.surface.disclaimer and one.status in (200, 409, 422)]
    assert {"home", "forums:thread", "conditions:article"} <= {answer.address.name for answer in placed}
    for answer in placed:
        long = answer.address.name in ("conditions:article", "conditions:revision", "disclaimer")
        assert (disclaimer.long_html if long else disclaimer.short_html) in answer.body, answer


def test_no_page_offers_an_article_without_its_publishers_notice(walk: Walk) -> None:
    for answer in walk.answers:
        if answer.address.name in ("conditions:article", "conditions:revision") and answer.status == 200:
            has_article = "alveolar" in answer.address.url
            assert ("The publisher says: ask a doctor." in answer.body) is has_article, answer
