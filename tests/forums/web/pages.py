"""How the pages' tests send forms and read answers."""

from html.parser import HTMLParser
from typing import Any

from django.urls import reverse

from forums.boards.models import Board
from forums.threads.models import Post, Thread

FORM = {"title": "How do you wait?", "body": "Between *scans*, I walk.", "key": "form-key-0001"}
REPLY = {"body": "I count my steps.", "key": "form-key-0002"}


def new_url(board: Board) -> str:
    return reverse("forums:new", args=[board.slug])


def reply_url(thread: Thread) -> str:
    return reverse("forums:reply", args=[thread.board.slug, thread.pk, thread.slug])


def place(post: Post) -> str:
    """Where a writer lands: at the post in its thread."""
    anchor = f"post-{post.position}" if post.position else f"waiting-{post.pk}"
    return f"{post.thread.get_absolute_url()}#{anchor}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False
        self.links: list[str] = []
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "textarea":
            self.inside = True
            self.texts.append("")
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag == "input" and found.get("name"):
            self.values[found["name"] or ""] = found.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def read(answer: Any) -> _Reader:
    """The page's links, hidden values and the texts in its text areas."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    return reader


def kept(answer: Any) -> list[str]:
    """The texts that stand in the page's text areas, as a person would see them."""
    return [text.strip() for text in read(answer).texts]
