"""A story: who did what, what must be true of it, and how everybody's pages are compared with that."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any, ClassVar

from django.core import mail
from django.core.cache import caches
from django.db import transaction
from django.test import TestCase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition

from forums.boards.models import Board
from forums.following.models import Follow
from forums.threads import models as rows
from forums.threads.recount import discrepancies
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from medigest.members.models import Member
from tests.conftest import viewer
from tests.proof.reference import VISITOR, Facts, Post, Thread, Word, may_see
from tests.proof.surfaces import Reader, addresses

WRITERS = ("ada-author", "nell-newcomer", "olli-otter")
# Writes under another name in each thread: nobody else may meet this handle on any page.
OLLI = "olli-otter"
READERS = (VISITOR, "mina-member", "ada-author", "lou-local")
BOARDS = {"open": "public", "slow": "public", "quiet": "members"}
STOPS = ("silence", "suspension", "ban")
# On "slow" everybody is read first; on the others newcomers are.
WORD = re.compile(r"word-[a-z]+-\d{4}")
pick = st.integers(0, 20)


class Leak(AssertionError):
    """Somebody read what is not for them."""


class Story(RuleBasedStateMachine):
    """What every part shares. Facts are kept here by DESIGN's rules; rows are only asked whether they agree."""

    readers: ClassVar[dict[str, Reader]] = {}
    # Read after each step, or once when the story has ended.
    at_the_end: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        caches["pages"].clear()  # versions that are rolled back come again
        self.people = {one.handle: one for one in Member.objects.all()}
        self.boards = {slug: Board.objects.get(slug=slug) for slug in BOARDS}
        self.facts = Facts(dict(BOARDS))
        self.numbers = iter(range(1, 10_000))
        self.story: list[str] = []
        self.touched: list[Thread] = []
        self.read_to: dict[int, int] = {}
        self.read_until: dict[str, datetime] = {}
        self.levels: dict[int, Follow.Level | None] = {}
        self.stopped: dict[tuple[str, str], datetime] = {}
        self.offices = 0  # how often Lou was given one or lost it
        self.now = clock.now()
        mail.outbox = []

    def teardown(self) -> None:
        try:
            if self.at_the_end and sys.exc_info()[0] is None:
                self.touched = self.facts.threads
                self._compare()
        finally:
            self.undo.close()

    # How the story is told

    def word(self, kind: str, board: str, author: str = "", **about: Any) -> Word:
        """A new word, which stands nowhere else."""
        word = Word(f"word-{kind}-{next(self.numbers):04}", kind, board, author, **about)
        self.facts.words.append(word)
        return word

    def tell(self, line: str, *touched: Thread) -> None:
        self.story.append(line)
        self.touched = list(touched)

    def does(self, verb: Callable[..., Any], who: str, **what: Any) -> Any:
        """Somebody does something, at the story's moment; what waits for the commit is done too."""
        with clock.at(self.now), TestCase.captureOnCommitCallbacks(execute=True):
            return verb(viewer=viewer(self.people[who]), **what)

    def posts(self, *states: str) -> list[Post]:
        """Posts in a state, in threads that are in sight or wait with them."""
        return [
            one
            for one in self.facts.posts
            if one.state in states
            and (one.thread.state == "published" or (one.opening and one.state in ("held", "rejected")))
        ]

    def _stopped(self, who: str, board: str) -> bool:
        return any(
            until > self.now for (whom, place), until in self.stopped.items() if whom == who and place in ("", board)
        )

    def _anybody_stopped(self) -> bool:
        return any(until > self.now for until in self.stopped.values())

    def _held(self, who: str, board: str) -> bool:
        return board == "slow" or who in ("nell-newcomer", OLLI)

    def under(self, who: str) -> dict[str, str]:
        """The name that a form of theirs says."""
        return {"alias": "Grey Heron"} if who == OLLI else {}

    def _is_refused(self, verb: Callable[..., Any], who: str, **what: Any) -> None:
        try:
            self.does(verb, who, **what)
        except Forbidden:
            self.tell(f"{who} tries to write and is refused")
        else:
            raise AssertionError(f"{who} may not write, and wrote\n" + "\n".join(self.story))

    # What must hold after every step

    @invariant()
    def nobody_reads_what_is_not_for_them(self) -> None:
        if not self.at_the_end:
            self._compare()

    def _compare(self) -> None:
        for who, url, text in self._read():
            self._look(who, url, text)

    def _read(self) -> Iterator[tuple[str, str, str]]:
        """Everything that anybody gets to read: pages and other answers, and the mails of this step."""
        sent, mail.outbox = mail.outbox, []
        for message in sent:
            yield from ((to.removesuffix("@example.org"), "a mail", str(message.message())) for to in message.to)
        with clock.at(self.now):
            for view, url in list(addresses(self.facts, self.touched)):
                yield from ((who, url, reader.reads(view, url)) for who, reader in self.readers.items())

    def _look(self, who: str, url: str, text: str) -> None:
        if OLLI in text and who != OLLI and OLLI not in url:
            raise Leak(f"{who or 'a visitor'} reads {OLLI} at {url}\n{self._so_far()}")
        found = set(WORD.findall(text))
        if not found:
            return
        for word in self.facts.words:
            # What stands in the address is known to whoever asks.
            if word.text in found and word.text not in url and not may_see(self.facts, who, word):
                raise Leak(f"{who or 'a visitor'} reads {word.text} at {url}\n{self._so_far()}")

    def _so_far(self) -> str:
        return "\n".join(f"  {number}. {line}" for number, line in enumerate(self.story, 1))

    @precondition(lambda self: not self.at_the_end)
    @invariant()
    def rows_and_counters_agree_with_the_story(self) -> None:
        threads = dict(rows.Thread.objects.values_list("pk", "state"))
        posts = dict(rows.Post.objects.values_list("pk", "state"))
        for one in self.facts.threads:
            assert threads[one.pk] == one.state, "\n".join([*self.story, f"the thread is {threads[one.pk]}"])
        for post in self.facts.posts:
            assert posts[post.pk] == post.state, "\n".join([*self.story, f"the post is {posts[post.pk]}"])
        assert not list(discrepancies()), "\n".join(self.story)

    @precondition(lambda self: not self.at_the_end)
    @invariant()
    def what_is_published_can_be_read_in_its_thread(self) -> None:
        with clock.at(self.now):
            for thread in self.touched:
                url = f"/forums/{thread.board}/{thread.pk}/{thread.slug}/"
                page = self.readers["mina-member"].read(url)
                for post in self.facts.posts:
                    if post.thread is thread and post.text and may_see(self.facts, "mina-member", post.text):
                        assert post.text.text in page, "\n".join([*self.story, f"{post.text.text} is missing"])
