"""Whole pages kept for visitors, and shown again only while they are exactly right.

A view says by `kept` which stamp its page hangs on: a few versions in the database that move in the transaction of
every change the page could show. The stamp is read before the page is made, and again, by one query, before a kept page
is shown; so what is hidden is gone at the next request, on every process. Nothing of a member enters: a request that
brings a cookie, or says who it is in another way, neither gets a kept page nor leaves one.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from medigest.kit import clock

# What runs out by the clock alone (a moderator's grant, a day in "3 days ago") is noticed within so many seconds.
SECONDS = 60
# What may differ between two visitors who ask for the same address; pages that differ by more are not kept.
VARY = {"cookie", "accept-encoding"}
# Requests that say who asks, or want something else than the page.
OF_ITS_OWN = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE", "HTTP_X_DISCREET")
NOT_KEPT = {"content-length", "date", "etag"}

Stamp = tuple[Any, ...]
_queries: dict[str, str] = {}


def register_stamp(name: str, query: str) -> None:
    """Name the SQL that reads a stamp: one row, no column of it NULL while there is something to show."""
    _queries[name] = query


@dataclass(frozen=True)
class Hanging:
    """What a page hangs on."""

    name: str
    about: tuple[Any, ...]

    def stamp(self) -> Stamp | None:
        """The versions as they are now, and today; None where there is nothing of the kind."""
        with connection.cursor() as cursor:
            cursor.execute(_queries[self.name], self.about)
            row = cursor.fetchone()
        return None if row is None or None in row else (*row, timezone.localdate(clock.now()))


@dataclass(frozen=True)
class Page:
    """A page as it was sent, and the stamp that was read before it was made."""

    hanging: Hanging
    stamp: Stamp
    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes = b""


View = Callable[..., HttpResponse]


def kept(name: str, *about: str, parameters: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Keep the view's page for visitors. `about`: the view's arguments that the stamp's query takes; `parameters`:
    what its address may ask, a page asked for in another way is not kept."""

    def wrap(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request, "may_be_kept", False) and set(request.GET) <= set(parameters):
                hanging = Hanging(name, tuple(kwargs[one] for one in about))
                request.kept = hanging, hanging.stamp()  # type: ignore[attr-defined]  # read by the middleware
            return view(request, *args, **kwargs)

        return keeping

    return wrap


class KeptPagesMiddleware:
    """Show the kept page where it is right, keep the page that was made where it may be. Stands before whatever knows
    of sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or any(request.META.get(name) for name in OF_ITS_OWN):
            return self.get_response(request)
        key = _key(request)
        page: Page | None = caches["pages"].get(key)
        if page is not None and page.hanging.stamp() == page.stamp:
            return _answer(request, _packed(key, page))
        request.may_be_kept = True  # type: ignore[attr-defined]  # read by `kept`
        response = self.get_response(request)
        hanging, stamp = getattr(request, "kept", (None, None))
        if hanging is None or stamp is None or not _keepable(response):
            return response
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        headers = tuple((name, value) for name, value in response.items() if name.lower() not in NOT_KEPT)
        page = Page(hanging, stamp, headers, response.content)
        caches["pages"].set(key, page, SECONDS)
        return _answer(request, page)


def _key(request: HttpRequest) -> str:
    """By the address as it was asked for; a host that is refused never gets so far as to be kept."""
    asked = "\n".join([str(request.scheme), request.META.get("HTTP_HOST", ""), request.get_full_path()])
    return hashlib.blake2b(asked.encode(), digest_size=20).hexdigest()


def _keepable(response: HttpResponse) -> bool:
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and varies <= VARY
    )


def _packed(key: str, page: Page) -> Page:
    """The page with its compressed form, which is made when it is asked for a second time. A page without a secret can
    be compressed: nothing can be learned from its length."""
    if page.packed:
        return page
    page = replace(page, packed=gzip.compress(page.body, 6, mtime=0))
    caches["pages"].set(key, page, SECONDS)
    return page


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    packed = bool(page.packed) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    response = HttpResponse(page.packed if packed else page.body, headers=dict(page.headers))
    if packed:
        response["Content-Encoding"] = "gzip"
    etag = f'W/"{hashlib.blake2b(page.body, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
