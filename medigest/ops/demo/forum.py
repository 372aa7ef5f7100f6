"""Fill the demo's forum through the same verbs that members and moderators use."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from conditions.models import Article
from forums.boards.models import Board
from forums.pictures.upload import upload
from forums.review import approve, hide, reject, report
from forums.review.reasons import Reason
from forums.threads import remove
from forums.threads.mark import Mark, mark
from forums.threads.models import Post
from forums.threads.reply import reply
from forums.threads.start import start
from forums.threads.submission import standing_of
from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.viewer import Viewer
from medigest.ops.demo.drawings import drawing

CONTENT = Path(__file__).parent / "forum.yaml"


def content() -> dict[str, Any]:
    """The members, boards and threads of the demo."""
    loaded: dict[str, Any] = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    return loaded


def fill(content: dict[str, Any]) -> None:
    """Make the general boards and every thread, oldest first. Called in one transaction."""
    for row in content["boards"]:
        Board.objects.create(**row)
    for number, row in enumerate(sorted(content["threads"], key=lambda one: -one["days_ago"])):
        _Telling(row, number).tell()


class _Telling:
    """One thread as it came about."""

    def __init__(self, row: dict[str, Any], number: int) -> None:
        self.row = row
        self.number = number
        self.began = clock.now() - timedelta(days=row["days_ago"])
        self.board = Board.objects.select_related("condition").get(slug=row["board"])
        self.moderator = _viewer("moderator")
        self.posts: list[Post] = []

    def tell(self) -> None:
        for place, post in enumerate(self.row["posts"]):
            moment = self.began + timedelta(hours=post["hours_after"])
            with clock.at(moment):
                self.posts.append(self._write(place, post))
            self._settle(self.posts[-1], post, moment + timedelta(minutes=40))
        end = self.began + timedelta(hours=self.row["posts"][-1]["hours_after"] + 3)
        for post, written in zip(self.row["posts"], self.posts, strict=True):
            self._afterwards(written, post, min(end, clock.now()))
        self._mark(min(end, clock.now()))

    def _write(self, place: int, post: dict[str, Any]) -> Post:
        writer, key = _viewer(post["author"]), f"demo-{self.number:03}-{place:03}"
        if "picture" in post:
            self._choose(writer, key, post["picture"])
        if _state(post) in ("held", "rejected"):
            Board.objects.filter(pk=self.board.pk).update(review=Board.Review.EVERYONE)
            self.board.review = Board.Review.EVERYONE
        try:
            if place == 0:
                section = self.row.get("section", "")
                done = start(
                    viewer=writer,
                    board=self.board,
                    title=self.row["title"],
                    body=post["body"],
                    key=key,
                    section_key=section,
                    section_heading=self._heading(section),
                    alias=post.get("alias", ""),
                )
            else:
                done = reply(
                    viewer=writer,
                    thread_id=self.posts[0].thread_id,
                    body=post["body"],
                    key=key,
                    reply_to=self._position(post),
                    alias=post.get("alias", ""),
                )
        finally:
            Board.objects.filter(pk=self.board.pk).update(review=Board.Review.NEWCOMERS)
            self.board.review = Board.Review.NEWCOMERS
        return done.post

    def _choose(self, writer: Viewer, key: str, picture: dict[str, str]) -> None:
        file = drawing(picture["draw"])
        upload(
            viewer=writer,
            standing=standing_of(writer),
            board_id=self.board.pk,
            key=key,
            file=file,
            size=len(file.getvalue()),
            alternative=picture["shows"],
        )

    def _position(self, post: dict[str, Any]) -> int | None:
        return Post.objects.get(pk=self.posts[post["reply_to"] - 1].pk).position if "reply_to" in post else None

    def _heading(self, key: str) -> str:
        if not key:
            return ""
        article = Article.objects.select_related("current").get(condition=self.board.condition)
        sections = article.current.sections if article.current else []
        return next(str(section["heading"]) for section in sections if section["key"] == key)

    def _settle(self, written: Post, post: dict[str, Any], moment: datetime) -> None:
        """What a moderator does at once: publish what was held as a newcomer's, or reject it."""
        with clock.at(min(moment, clock.now())):
            if _state(post) == "rejected":
                said = _said(post if "reason" in post else self.row)
                reject.reject(viewer=self.moderator, post_id=written.pk, **said)
            elif _state(post) != "held" and written.state == "held":
                approve.approve(viewer=self.moderator, post_id=written.pk)

    def _afterwards(self, written: Post, post: dict[str, Any], moment: datetime) -> None:
        with clock.at(moment):
            if _state(post) == "removed":
                remove.remove(viewer=_viewer(post["author"]), post_id=written.pk)
            if _state(post) == "hidden" and self.row["state"] != "hidden":
                said = _said(post if "reason" in post else self.row)
                hide.hide(viewer=self.moderator, post_id=written.pk, **said)
            for row in post.get("reports", []):
                report.report(
                    viewer=_viewer(row["by"]), post_id=written.pk, reason=Reason(row["reason"]), note=row["note"]
                )

    def _mark(self, moment: datetime) -> None:
        thread_id = self.posts[0].thread_id
        with clock.at(moment):
            for name, change in (("locked", Mark.LOCK), ("pinned", Mark.PIN)):
                if self.row.get(name):
                    mark(viewer=self.moderator, thread_id=thread_id, change=change, reason=Reason.OTHER)
            if self.row["state"] == "hidden":
                said = _said(self.row)
                hide.hide_thread(viewer=self.moderator, thread_id=thread_id, **said)


def _viewer(handle: str) -> Viewer:
    return Viewer(Member.objects.get(handle=handle), second_factor=True)


def _state(post: dict[str, Any]) -> str:
    """Where nothing is said, a post is published."""
    return str(post.get("state", "published"))


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """The reason and the statement of a decision."""
    return {"reason": Reason(row["reason"]), "statement": " ".join(row["statement"].split())}
