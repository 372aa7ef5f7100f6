"""Every surface there is: found in the URLconf, made concrete from the story's rows, read as each person."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.db import connection
from django.test.client import ClientHandler, RequestFactory
from django.urls import reverse

from forums.appeals.models import Appeal
from forums.notices.models import Notice
from forums.pictures.models import Picture
from forums.review.models import Canned
from forums.rules.models import Rule
from forums.threads.models import Alias
from medigest.audit.models import Decision
from medigest.members.models import Export
from tests.proof.reference import Facts, Thread
from tests.surfaces.routes import ENDS_THE_SESSION, Route, is_ours, routes

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
Values = Iterable[tuple[Any, ...]]


def parameters(pattern: str) -> tuple[str, ...]:
    """The names of what an address needs to be told."""
    return tuple(_PARAMETER.findall(pattern))


# How each kind of parameter is filled from the story. A view that needs another kind fails the test which says so;
# a view that needs one of these, or none, is read from its first day on.
FILL: dict[tuple[str, ...], Callable[[Facts, list[Thread]], Values]] = {
    (): lambda facts, touched: [()],
    # Of boards with threads that a step touched; a step that touched none may be about any board.
    ("board",): lambda facts, touched: [(board,) for board in {one.board for one in touched} or facts.audience],
    ("handle",): lambda facts, touched: [(handle,) for handle in ("ada-author", "lou-local")],
    ("value",): lambda facts, touched: [("DOID:4239",)],
    ("correction_id",): lambda facts, touched: [(1,)],
    ("kind", "number"): lambda facts, touched: [("threads", 0), ("boards", 0)],
    ("slug",): lambda facts, touched: [("open",)],
    ("slug", "number"): lambda facts, touched: [("open", 1)],
    # By its right address, and by one that holds no word of its title: the redirect must not tell it.
    ("board", "thread_id", "slug"): lambda facts, touched: [
        (one.board, one.pk, slug) for one in touched for slug in (one.slug, "x")
    ],
    ("post_id",): lambda facts, touched: [(post.pk,) for post in facts.posts if post.thread in touched],
    ("thread_id",): lambda facts, touched: [(one.pk,) for one in touched],
    ("alias_id",): lambda facts, touched: list(Alias.objects.order_by("-pk").values_list("pk")[:1]),
    ("rule_id",): lambda facts, touched: list(Rule.objects.order_by("-pk").values_list("pk")[:1]),
    ("canned_id",): lambda facts, touched: list(Canned.objects.order_by("-pk").values_list("pk")[:1]),
    ("decision_id",): lambda facts, touched: list(Decision.objects.order_by("-pk").values_list("pk")[:2]),
    ("appeal_id",): lambda facts, touched: list(Appeal.objects.order_by("-pk").values_list("pk")[:2]),
    ("export_id",): lambda facts, touched: list(Export.objects.order_by("-pk").values_list("pk")[:1]),
    # A link that was mailed, and whose signature nobody else can make.
    ("token",): lambda facts, touched: [("not-signed",)],
    ("name",): lambda facts, touched: Picture.objects.filter(
        post__in=[post.pk for post in facts.posts if post.thread in touched]
    ).values_list("name"),
    ("notice_id",): lambda facts, touched: list(Notice.objects.order_by("-pk").values_list("pk")[:1]),
}


@cache
def views() -> list[Route]:
    """Every view of ours that answers GET."""
    asked = [one for one in routes() if is_ours(one) and one.name != ENDS_THE_SESSION]
    return [one for one in asked if one.surface is None or "GET" in one.surface.methods]


def addresses(facts: Facts, touched: list[Thread]) -> Iterator[tuple[str, str]]:
    """Every view that answers GET, with its addresses about the threads that a step touched."""
    for route in views():
        for values in FILL[parameters(route.pattern)](facts, touched):
            yield route.name, reverse(route.name, args=values)


# Tables that tell of what people wrote and what was decided.
_TELLING = re.compile(r'FROM "(?:forums|audit)_')


class Reader:
    """Somebody with a browser; `session` empty is a visitor.

    A view that asked no table of the forums or of the audit log answers the same whatever happens: it is read once,
    and so is one whose guard turned the reader away before it asked any.
    """

    def __init__(self, session: str) -> None:
        self.same: set[str] = set()
        self.telling: set[str] = set()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory()
        if session:
            self.factory.cookies["sessionid"] = session

    def reads(self, view: str, url: str) -> str:
        """All that comes back: headers and body; empty where it would be the same again."""
        if view in self.same:
            return ""
        if view in self.telling:
            return self.read(url)
        asked: list[str] = []
        with connection.execute_wrapper(lambda execute, sql, *rest: (asked.append(sql), execute(sql, *rest))[1]):
            text = self.read(url)
        # The member comes with counts of notices and sanctions on every page: that alone tells nothing.
        told = any(_TELLING.search(sql) for sql in asked if not sql.startswith('SELECT "members_member"'))
        (self.telling if told else self.same).add(view)
        return text

    def read(self, url: str) -> str:
        """All that comes back, asked anew."""
        response: Any = self.handler(self.factory.get(url).environ)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        text = content.decode(errors="replace")  # a picture's file is read too
        return f"{response.status_code} {dict(response.headers)} {response.cookies.output()} {text}"
