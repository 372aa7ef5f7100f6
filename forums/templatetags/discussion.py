"""The discussion of a condition, for its article: the article's room knows nothing of boards."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode

from conditions.models import Condition
from forums.boards.models import Board
from forums.threads.models import Thread, ThreadQuerySet
from forums.threads.rows import ThreadRow, listed, thread_row
from medigest.members.prepared import PreparedFor
from medigest.members.viewer import Viewer

register = template.Library()

NEWEST = 5


@dataclass(frozen=True)
class Discussion:
    """A condition's board as its article shows it; `board` is None where the viewer may not know of it."""

    condition: Condition
    board: Board | None
    threads: list[ThreadRow]
    new_url: str


_board = PreparedFor(lambda viewer, condition_id: Board.objects.visible_to(viewer).filter(condition=condition_id))


def _threads(viewer: Viewer, board_id: int) -> ThreadQuerySet:
    threads = listed(Thread.objects.listed_for(viewer).filter(board=board_id))
    return threads.order_by("-last_post_at", "-pk")[:NEWEST]


_newest = PreparedFor(_threads)


@register.simple_tag(takes_context=True)
def discussion(context: Context, condition: Condition) -> Discussion:
    """The board of a condition, its counts and its newest threads: two queries."""
    viewer: Viewer = context["viewer"]
    board = _board.get(viewer, condition.pk)
    if board is None:
        return Discussion(condition, None, [], "")
    board.condition = condition
    threads = [thread_row(thread) for thread in _newest.rows(viewer, board.pk)]
    return Discussion(condition, board, threads, reverse("forums:new", args=[board.slug]))


@register.inclusion_tag("forums/_section_link.html")
def section_discussion(talk: Discussion, section: dict[str, Any]) -> dict[str, Any]:
    """How many threads a section has, and the way to them or to starting one."""
    if talk.board is None:
        return {"threads": 0, "url": "", "heading": section["heading"]}
    threads = talk.board.sections.get(section["key"], 0)
    query = urlencode({"section": section["key"]})
    url = f"{talk.board.url}?{query}" if threads else f"{talk.new_url}?{query}"
    return {"threads": threads, "url": url, "heading": section["heading"]}
