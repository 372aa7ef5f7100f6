"""The site map: an index, and files of so many rows by their ids, so that a million pages cost what a hundred do."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from django.db.models import Exists, F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from conditions.models import Condition
from forums.boards.models import Board
from forums.threads.models import Thread
from forums.threads.rows import thread_url
from medigest.kit.canonical import absolute
from medigest.kit.surfaces import surface
from medigest.members.viewer import Viewer

SIZE = 5_000
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages that are there once.
ALONE = (
    "home",
    "conditions:index",
    "conditions:tree",
    "glossary:index",
    "forums:index",
    "disclaimer",
    "rules",
    "privacy",
    "help",
)
Place = tuple[str, datetime | None]


def _conditions() -> QuerySet[Any]:
    return Condition.objects.listed().annotate(changed_at=F("article__current__published_at"))


def _boards() -> QuerySet[Any]:
    return Board.objects.visible_to(Viewer()).filter(indexable=True, condition__retired_at=None)


def _threads() -> QuerySet[Any]:
    return Thread.objects.listed_for(Viewer()).filter(board__indexable=True).select_related("board")


# Of each kind: the rows that a visitor may find from outside, and the place of one.
KINDS: dict[str, tuple[Callable[[], QuerySet[Any]], Callable[[Any], Place]]] = {
    "conditions": (_conditions, lambda one: (one.url, one.changed_at)),
    "boards": (_boards, lambda one: (one.url, one.last_post_at)),
    "threads": (_threads, lambda one: (thread_url(one, one.board), one.last_post_at)),
}


@surface()
def index(request: HttpRequest) -> HttpResponse:
    """The files there are."""
    files = [("pages", 0)] + [(kind, number) for kind in KINDS for number in _numbers(kind)]
    return _xml("sitemapindex", "sitemap", ((reverse("sitemap_part", args=part), None) for part in files))


@surface()
def part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One file. Http404 where nothing is in it."""
    if (kind, number) == ("pages", 0):
        places: list[Place] = [(reverse(name), None) for name in ALONE]
    elif kind in KINDS and number < 2**40:
        rows, place = KINDS[kind]
        places = [place(one) for one in rows().filter(**_range(number)).order_by("pk")]
    else:
        places = []
    if not places:
        raise Http404
    return _xml("urlset", "url", iter(places))


def _range(number: int) -> dict[str, int]:
    return {"pk__gte": number * SIZE, "pk__lt": (number + 1) * SIZE}


def _numbers(kind: str) -> list[int]:
    """The files of a kind that hold something: a look into the index for each, in one query."""
    rows, _place = KINDS[kind]
    last = rows().aggregate(last=Max("pk"))["last"]
    if last is None:
        return []
    flags = {f"in_{number}": Exists(rows().filter(**_range(number))) for number in range(last // SIZE + 1)}
    row = Condition.objects.annotate(**flags).values(*flags).first() or {}
    return [number for number in range(last // SIZE + 1) if row.get(f"in_{number}")]


def _xml(root: str, item: str, places: Iterator[Place]) -> HttpResponse:
    top = ElementTree.Element(root, xmlns=SCHEMA)
    for path, changed_at in places:
        entry = ElementTree.SubElement(top, item)
        ElementTree.SubElement(entry, "loc").text = absolute(path)
        if changed_at:
            ElementTree.SubElement(entry, "lastmod").text = changed_at.isoformat(timespec="seconds")
    body = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/xml")
