"""Threads that are moved, split and merged."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from forums.reading.models import ReadMark
from forums.review.merge import merge
from forums.review.move import move
from forums.review.reasons import Reason
from forums.review.split import split
from forums.threads import models as rows
from medigest.kit.refusals import Forbidden
from tests.proof.reference import EVERYWHERE, Post, Thread, Word
from tests.proof.story import BOARDS, Story, pick


class Relocating(Story):
    """Move, split, merge: where that would widen an audience, it must be refused."""

    def _open_threads(self) -> list[Thread]:
        return [one for one in self.facts.threads if one.state == "published"]

    def _splittable(self) -> list[Post]:
        return [one for one in self.posts("published") if not one.opening and one.thread.state == "published"]

    def _said(self, thread: Thread, who: str) -> tuple[Word, dict[str, Any]]:
        said = self.word("statement", thread.board, who, thread=thread)
        return said, {"reason": Reason.OFF_TOPIC, "statement": f"We say {said.text}."}

    def _would_widen(self, old: str, new: str) -> bool:
        return self.facts.audience[old] == "members" and self.facts.audience[new] == "public"

    def _is_not_done(self, verb: Any, **what: Any) -> None:
        try:
            self.does(verb, EVERYWHERE, **what)
        except Forbidden:
            self.tell("mo-moderator would show posts to more people, and is refused")
        else:
            raise AssertionError("more people read it now\n" + "\n".join(self.story))

    def _marks_of(self, *threads: Thread) -> None:
        """How far Mina has read in them now: tests/forums/reading/test_carry.py says how that follows posts."""
        marks = dict(ReadMark.objects.filter(member=self.people["mina-member"]).values_list("thread", "position"))
        self.read_to |= {one.pk: marks[one.pk] for one in threads if one.pk in marks}

    def _stands_in(self, post: Post, thread: Thread) -> None:
        post.thread = thread
        for word in self.facts.words:
            if word.post is post:
                word.thread = thread

    @precondition(lambda self: self._open_threads())
    @rule(number=pick, board=st.sampled_from(list(BOARDS)))
    def moves(self, number: int, board: str) -> None:
        found = self._open_threads()
        thread = found[number % len(found)]
        if thread.board == board:
            return
        said, why = self._said(thread, thread.author)
        what = {"thread_id": thread.pk, "board": self.boards[board], **why}
        if self._would_widen(thread.board, board):
            self.facts.words.remove(said)
            self._is_not_done(move, **what)
            return
        self.does(move, EVERYWHERE, **what)
        thread.board = board
        self._marks_of(thread)
        self.tell(f"mo-moderator moves it to {board} ({said.text})", thread)

    @precondition(lambda self: self._splittable())
    @rule(number=pick)
    def splits(self, number: int) -> None:
        found = self._splittable()
        post = found[number % len(found)]
        source = post.thread
        title = self.word("title", source.board, post.author)
        said, why = self._said(source, post.author)
        place = rows.Post.objects.values_list("position", flat=True).get(pk=post.pk)
        what = {"thread_id": source.pk, "positions": [place], "title": f"About {title.text}", **why}
        made, _decision = self.does(split, EVERYWHERE, **what)
        thread = Thread(made.pk, source.board, post.author, made.slug)
        title.thread = said.thread = thread
        self.facts.threads.append(thread)
        self._stands_in(post, thread)
        post.opening = True
        self._marks_of(source, thread)
        self.tell(f"mo-moderator splits a post off ({title.text}, {said.text})", source, thread)

    @precondition(lambda self: len(self._open_threads()) > 1)
    @rule(number=pick, into=pick)
    def merges(self, number: int, into: int) -> None:
        found = self._open_threads()
        thread = found.pop(number % len(found))
        other = found[into % len(found)]
        said, why = self._said(thread, thread.author)
        what = {"thread_id": thread.pk, "into_id": other.pk, **why}
        if self._would_widen(thread.board, other.board):
            self.facts.words.remove(said)
            self._is_not_done(merge, **what)
            return
        self.does(merge, EVERYWHERE, **what)
        for post in self.facts.posts:
            if post.thread is thread:
                self._stands_in(post, other)
                post.opening = False
        thread.state = "removed"
        self._marks_of(other)
        self.tell(f"mo-moderator joins thread {thread.pk} to {other.pk} ({said.text})", thread, other)
