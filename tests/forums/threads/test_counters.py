"""Counters and the queue equal a plain model after every step of a random walk through all the verbs."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from forums.boards.models import Board
from forums.policy import NEWCOMER_POSTS
from forums.review.approve import approve
from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide, hide_thread
from forums.review.models import QueueItem
from forums.review.reject import reject
from forums.review.report import report
from forums.review.restore import restore, restore_thread
from forums.threads.edit import edit
from forums.threads.models import Post, Thread
from forums.threads.recount import discrepancies
from forums.threads.remove import remove
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from medigest.members.models import Member
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID

BEGIN = datetime(2030, 1, 1, tzinfo=UTC)
AUTHORS = st.sampled_from(["newcomer", "author", "moderator"])


@dataclass(eq=False)
class Message:
    """What the model knows of a post."""

    id: int
    author: str
    thread: "Talk"
    opening: bool
    state: str
    place: int | None = None
    published_at: datetime | None = None
    edits: int = 0
    pending: bool = False
    reporters: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Talk:
    """What the model knows of a thread."""

    id: int
    section: str
    created_at: datetime
    state: str = "held"
    last_position: int = 0
    messages: list[Message] = field(default_factory=list)

    @property
    def shown(self) -> list[Message]:
        return [one for one in self.messages if one.state == "published"]

    @property
    def last_post_at(self) -> datetime:
        newest = max(self.shown, key=lambda one: one.place or 0, default=None)
        return self.created_at if newest is None or newest.published_at is None else newest.published_at


class Forum(RuleBasedStateMachine):
    """One board, three writers, a moderator who decides. `setting` is put there by the test."""

    setting: Any = None
    talks_bundle: Bundle[Talk] = Bundle("talks")
    messages_bundle: Bundle[Message] = Bundle("messages")

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        self.cast, self.board = self.setting
        self.now = BEGIN
        self.talks: list[Talk] = []
        self.words = iter(range(10**6))

    def teardown(self) -> None:
        self.undo.close()

    def tick(self) -> Any:
        self.now += timedelta(minutes=1)
        return clock.at(self.now)

    def who(self, name: str) -> Member:
        member: Member = getattr(self.cast, name)
        return member

    def held(self, author: str) -> bool:
        placed = sum(1 for talk in self.talks for one in talk.messages if one.author == author and one.place)
        return author == "newcomer" and placed < NEWCOMER_POSTS

    def publish(self, message: Message) -> None:
        talk = message.thread
        message.state = "published"
        if message.place is None:
            talk.last_position += 1
            message.place, message.published_at = talk.last_position, self.now
        if message.opening and talk.state in ("held", "rejected"):
            talk.state = "published"

    def decides(self, verb: Any, expected: bool, author: str, **what: Any) -> bool:
        """Let somebody decide who is not the author; whether it was taken is as the model expects."""
        judge = self.cast.administrator if author == "moderator" else self.cast.moderator
        with self.tick():
            try:
                verb(viewer=viewer(judge), **what)
            except AlreadyDecided:
                assert not expected, f"{verb.__name__} was refused"
                return False
        assert expected, f"{verb.__name__} was taken"
        return True

    @rule(target=talks_bundle, author=AUTHORS, section=st.sampled_from(["", "symptoms", "treatment"]))
    def start(self, author: str, section: str) -> Any:
        held = self.held(author)
        with self.tick():
            post = start(self.who(author), self.board, body=f"Text {next(self.words)}", section_key=section)
        talk = Talk(post.thread_id, section, self.now)
        self.talks.append(talk)
        message = Message(post.pk, author, talk, True, "held")
        talk.messages.append(message)
        if not held:
            self.publish(message)
        return talk

    @rule(target=messages_bundle, talk=talks_bundle)
    def look_at_the_opening_post(self, talk: Talk) -> Message:
        return talk.messages[0]

    @rule(target=messages_bundle, talk=talks_bundle, author=AUTHORS)
    def reply(self, talk: Talk, author: str) -> Any:
        held = self.held(author)
        with self.tick():
            try:
                post = reply(self.who(author), Thread(pk=talk.id), body=f"Text {next(self.words)}")
            except Forbidden:
                assert talk.state != "published"
                return multiple()
        assert talk.state == "published"
        message = Message(post.pk, author, talk, False, "held")
        talk.messages.append(message)
        if not held:
            self.publish(message)
        return message

    @rule(message=messages_bundle)
    def edit(self, message: Message) -> None:
        talk, waits = message.thread, self.held(message.author)
        active = ("held", "published", "rejected")
        with self.tick():
            try:
                edit(
                    viewer=viewer(self.who(message.author)),
                    post_id=message.id,
                    body=f"Text {next(self.words)}",
                    opened_edits=message.edits,
                )
            except Forbidden:
                assert message.state not in active or talk.state not in active
                return
        assert message.state in active
        assert talk.state in active
        message.edits += 1
        if message.state == "published":
            message.pending = waits
        elif message.state == "rejected":
            message.state = "held"
            talk.state = "held" if message.opening else talk.state

    @rule(message=messages_bundle)
    def remove(self, message: Message) -> None:
        talk = message.thread
        with self.tick():
            try:
                remove(viewer=viewer(self.who(message.author)), post_id=message.id)
            except Forbidden:
                assert message.state in ("removed", "withdrawn")
                return
        assert message.state not in ("removed", "withdrawn")
        message.state = "removed" if message.place else "withdrawn"
        if message.opening and talk.state in ("held", "rejected"):
            talk.state = "withdrawn"
        elif message.opening and talk.state in ("published", "hidden") and not talk.shown:
            talk.state = "removed"

    @rule(message=messages_bundle)
    def approve(self, message: Message) -> None:
        held = message.state == "held" and (message.opening or message.thread.state == "published")
        noted = message.state == "published" and (message.pending or bool(message.reporters))
        if self.decides(approve, held or noted, message.author, post_id=message.id):
            message.reporters.clear()
            message.pending = False
            if held:
                self.publish(message)

    @rule(message=messages_bundle)
    def reject(self, message: Message) -> None:
        edited = message.state == "published" and message.pending
        if self.decides(reject, message.state == "held" or edited, message.author, post_id=message.id, **SAID):
            if edited:
                message.pending = False
                return
            message.state = "rejected"
            if message.opening:
                message.thread.state = "rejected"

    @rule(message=messages_bundle)
    def hide(self, message: Message) -> None:
        if self.decides(hide, message.state == "published", message.author, post_id=message.id, **SAID):
            message.state = "hidden"
            message.reporters.clear()

    @rule(message=messages_bundle)
    def restore(self, message: Message) -> None:
        back = message.state == "hidden" and message.thread.state == "published"
        if self.decides(restore, back, message.author, post_id=message.id, **SAID):
            self.publish(message)

    @rule(talk=talks_bundle)
    def hide_thread(self, talk: Talk) -> None:
        if self.decides(hide_thread, talk.state == "published", talk.messages[0].author, thread_id=talk.id, **SAID):
            talk.state = "hidden"

    @rule(talk=talks_bundle)
    def restore_thread(self, talk: Talk) -> None:
        if self.decides(restore_thread, talk.state == "hidden", talk.messages[0].author, thread_id=talk.id, **SAID):
            talk.state = "published"

    @rule(message=messages_bundle, reader=st.sampled_from(["author", "member", "local"]))
    def report(self, message: Message, reader: str) -> None:
        with self.tick():
            try:
                done = report(viewer=viewer(self.who(reader)), post_id=message.id, reason=SAID["reason"], note="")
            except Forbidden:
                assert message.state != "published" or reader == message.author
                return
        assert message.state == "published"
        assert done.repeated == (reader in message.reporters)
        message.reporters.add(reader)

    @invariant()
    def the_board_counts_what_the_model_counts(self) -> None:
        shown = [talk for talk in self.talks if talk.state == "published"]
        sections = [talk.section for talk in shown if talk.section]
        board = Board.objects.get(pk=self.board.pk)
        assert (board.threads, board.posts) == (len(shown), sum(len(talk.shown) for talk in shown))
        assert board.last_post_at == max((talk.last_post_at for talk in shown), default=None)
        assert board.sections == {name: sections.count(name) for name in set(sections)}

    @invariant()
    def every_thread_and_post_is_as_the_model_has_it(self) -> None:
        rows = Thread.objects.filter(board=self.board).values_list(
            "pk", "state", "posts", "last_position", "last_post_at"
        )
        assert sorted(rows) == sorted(
            (talk.id, talk.state, len(talk.shown), talk.last_position, talk.last_post_at) for talk in self.talks
        )
        posts = Post.objects.filter(thread__board=self.board).values_list("pk", "state", "position")
        assert set(posts) == {(one.id, one.state, one.place) for talk in self.talks for one in talk.messages}

    @invariant()
    def the_queue_holds_what_waits(self) -> None:
        waiting = {}
        for one in (one for talk in self.talks for one in talk.messages):
            up = one.state == "published"
            row = (one.state == "held", up and one.pending, len(one.reporters) if up else 0)
            if any(row):
                waiting[one.id] = row
        found = {row.post_id: (row.held, row.edited, row.reports) for row in QueueItem.objects.all()}
        assert found == waiting

    @invariant()
    def the_recount_finds_nothing(self) -> None:
        assert list(discrepancies()) == []


def test_counters_and_queue_equal_a_plain_model_after_every_step(cast, board):
    class Here(Forum):
        setting = (cast, board)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
