"""Atom feeds of a board and of a thread: what lists show to whoever asks, under the disclaimer in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from conditions.articles.disclaimers import in_force
from forums.boards.models import Board
from forums.threads.models import Post, Thread
from forums.threads.rows import listed
from forums.threads.shown import AUTHOR, shown_author
from forums.web.beneath import boards_of, wants_beneath
from forums.web.gates import board_gate, thread_gate
from medigest.kit.surfaces import surface
from medigest.members.viewer import viewer_of

SIZE = 20


class _Feed(Atom1Feed):
    """With the disclaimer, as HTML, where a feed says what it is."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("subtitle", self.feed["disclaimer"], {"type": "html"})


@dataclass(frozen=True)
class Entry:
    """A thread or a post in a feed."""

    title: str
    path: str
    html: str
    by: str
    published: datetime | None
    updated: datetime | None


def _site(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _answer(title: str, path: str, own: str, entries: Iterable[Entry]) -> HttpResponse:
    feed = _Feed(title=title, link=_site(path), feed_url=_site(own), description=None, disclaimer=in_force().short_html)
    for one in entries:
        feed.add_item(
            title=one.title,
            link=_site(one.path),
            unique_id=_site(one.path),
            description=one.html,
            author_name=one.by or _("A former member"),
            pubdate=one.published,
            updateddate=one.updated,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


@surface(disclaimer=True)
def board(request: HttpRequest, board: str) -> HttpResponse:
    """The threads of a board, latest activity first, each with its opening post; `?include=beneath` as on its page."""
    viewer = viewer_of(request)
    shown = board_gate(viewer, board)
    boards = boards_of(shown) if wants_beneath(request.GET) else Board.objects.filter(pk=shown.pk)
    threads = Thread.objects.listed_for(viewer).filter(board__in=boards.values("pk"))
    latest = list(listed(threads).order_by("-last_post_at", "-pk")[:SIZE])
    opening = Post.objects.listed_for(viewer).filter(thread__in=latest, opening=True)
    texts = dict(opening.values_list("thread_id", "html"))
    entries = (
        Entry(
            title=thread.title,
            path=thread.get_absolute_url(),
            html=texts.get(thread.pk, ""),
            by=shown_author(thread).name,
            published=thread.created_at,
            updated=thread.last_post_at,
        )
        for thread in latest
    )
    return _answer(shown.title, shown.url, request.get_full_path(), entries)


@surface(disclaimer=True)
def thread(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """The newest posts of a thread, newest first."""
    viewer = viewer_of(request)
    shown = thread_gate(viewer, board, thread_id)
    posts = Post.objects.listed_for(viewer).filter(thread=shown).select_related(*AUTHOR)
    entries = (
        Entry(
            title=_("Post %(number)d in “%(title)s”") % {"number": post.position or 0, "title": shown.title},
            path=reverse("forums:post", args=[post.pk]),
            html=post.html,
            by=shown_author(post).name,
            published=post.published_at,
            updated=post.edited_at or post.published_at,
        )
        for post in posts.order_by("-position")[:SIZE]
    )
    return _answer(shown.title, shown.get_absolute_url(), request.path, entries)
