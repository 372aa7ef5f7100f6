"""Every surface there is: found in the URLconf, made concrete from the story's rows, read as each person."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.test.client import ClientHandler, RequestFactory
from django.urls import reverse

from forums.appeals.models import Appeal
from forums.notices.models import Notice
from medigest.audit.models import Decision
from tests.proof.reference import Facts, Thread
from tests.surfaces.routes import is_ours, routes

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_BODILESS = {"healthz", "readyz", "robots", "security_txt", "change_password", "styleguide"}
Values = Iterable[tuple[Any, ...]]


def parameters(pattern: str) -> tuple[str, ...]:
    """The names of what an address needs to be told."""
    return tuple(_PARAMETER.findall(pattern))


# How each kind of parameter is filled from the story. A view that needs another kind fails the test which says so;
# a view that needs one of these, or none, is read from its first day on.
FILL: dict[tuple[str, ...], Callable[[Facts, list[Thread]], Values]] = {
    (): lambda facts, touched: [()],
    ("board",): lambda facts, touched: [(board,) for board in facts.audience],
    ("handle",): lambda facts, touched: [(handle,) for handle in ("ada-author", "lou-local")],
    ("slug",): lambda facts, touched: [("open",)],
    ("slug", "number"): lambda facts, touched: [("open", 1)],
    ("board", "thread_id", "slug"): lambda facts, touched: [(one.board, one.pk, one.slug) for one in touched],
    ("post_id",): lambda facts, touched: [(post.pk,) for post in facts.posts if post.thread in touched],
    ("decision_id",): lambda facts, touched: [(pk,) for pk in Decision.objects.order_by("-pk").values_list("pk")[:2]],
    ("appeal_id",): lambda facts, touched: [(pk,) for pk in Appeal.objects.order_by("-pk").values_list("pk")[:2]],
    ("notice_id",): lambda facts, touched: [(pk,) for pk in Notice.objects.order_by("-pk").values_list("pk")[:1]],
}


def addresses(facts: Facts, touched: list[Thread]) -> Iterator[str]:
    """Every address that answers GET, about the threads that a step touched."""
    for route in routes():
        readable = route.surface is None or "GET" in route.surface.methods
        if not is_ours(route) or not readable or route.name in _BODILESS:
            continue
        for values in FILL[parameters(route.pattern)](facts, touched):
            yield reverse(route.name, args=[one[0] if isinstance(one, tuple) else one for one in values])


class Reader:
    """Somebody with a browser; `session` empty is a visitor."""

    def __init__(self, session: str) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory()
        if session:
            self.factory.cookies["sessionid"] = session

    def read(self, url: str) -> str:
        """All that comes back: headers and body."""
        response: Any = self.handler(self.factory.get(url).environ)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return f"{response.status_code} {dict(response.headers)} {response.cookies.output()} {content.decode()}"
