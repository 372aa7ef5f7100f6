"""The state machine: people, boards, and what they do to each other, through the verbs."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core import mail
from django.core.cache import caches
from django.db import transaction
from django.test import TestCase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from forums.appeals.answer import answer
from forums.appeals.bring import bring
from forums.appeals.models import Appeal
from forums.boards.appoint import appoint
from forums.boards.models import Board, Moderator
from forums.boards.revoke import revoke
from forums.following.follow import follow_thread
from forums.following.models import FOLLOWED, Follow
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.mark_read import mark_read
from forums.reading.unread import first_unread, only_unread, with_unread
from forums.review import approve, hide, reject, report, restore
from forums.review.amend import amend
from forums.review.reasons import Reason
from forums.rules.models import Rule
from forums.rules.write import write
from forums.sanctions.impose import impose
from forums.sanctions.models import Sanction
from forums.sanctions.note import note
from forums.threads import edit, remove
from forums.threads import models as rows
from forums.threads import reply as replying
from forums.threads import start as starting
from forums.threads.recount import discrepancies
from forums.web.lists import unread_followed
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from medigest.members.models import Member
from tests.conftest import viewer
from tests.forums.pictures.drawing import choose
from tests.proof.reference import EVERYWHERE, LOCAL, VISITOR, Facts, Post, Thread, Word, may_see
from tests.proof.surfaces import Reader, addresses

WRITERS = ("ada-author", "nell-newcomer")
READERS = (VISITOR, "mina-member", "ada-author", "lou-local")
BOARDS = {"open": "public", "slow": "public", "quiet": "members"}
STOPS = ("silence", "suspension", "ban")
# On "slow" everybody is read first; on the others newcomers are.
WORD = re.compile(r"word-[a-z]+-\d{4}")
pick = st.integers(0, 20)


class Leak(AssertionError):
    """Somebody read what is not for them."""


class Stories(RuleBasedStateMachine):
    """What people do. Facts are kept here by DESIGN's rules; rows are only asked whether they agree."""

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

    # Writing

    def _stopped(self, who: str, board: str) -> bool:
        return any(
            until > self.now for (whom, place), until in self.stopped.items() if whom == who and place in ("", board)
        )

    def _anybody_stopped(self) -> bool:
        return any(until > self.now for until in self.stopped.values())

    def _held(self, who: str, board: str) -> bool:
        return board == "slow" or who == "nell-newcomer"

    @rule(author=st.sampled_from(WRITERS), board=st.sampled_from(list(BOARDS)))
    def starts(self, author: str, board: str) -> None:
        title = self.word("title", board, author)
        what = {
            "board": self.boards[board],
            "title": f"About {title.text}",
            "body": f"A text {title.text.replace('title', 'text')}.",
            "key": f"story-{title.text}",
        }
        if self._stopped(author, board):
            self.facts.words.remove(title)
            self._is_refused(starting.start, author, **what)
            return
        done = self.does(starting.start, author, **what)
        state = "held" if self._held(author, board) else "published"
        thread = Thread(done.thread.pk, board, author, done.thread.slug, state)
        post = Post(done.post.pk, thread, author, state, opening=True)
        title.thread = thread
        post.text = Word(title.text.replace("title", "text"), "text", board, author, thread, post)
        self.facts.words.append(post.text)
        self.facts.threads.append(thread)
        self.facts.posts.append(post)
        self.tell(f"{author} starts a thread on {board} ({title.text}); it is {state}", thread)

    def _is_refused(self, verb: Callable[..., Any], who: str, **what: Any) -> None:
        try:
            self.does(verb, who, **what)
        except Forbidden:
            self.tell(f"{who} tries to write and is refused")
        else:
            raise AssertionError(f"{who} may not write, and wrote\n" + "\n".join(self.story))

    @precondition(lambda self: any(one.state == "published" for one in self.facts.threads))
    @rule(author=st.sampled_from(WRITERS), number=pick)
    def replies(self, author: str, number: int) -> None:
        open_threads = [one for one in self.facts.threads if one.state == "published"]
        thread = open_threads[number % len(open_threads)]
        text = self.word("text", thread.board, author, thread=thread)
        what = {"thread_id": thread.pk, "body": f"A text {text.text}.", "key": f"story-{text.text}", "reply_to": None}
        if self._stopped(author, thread.board):
            self.facts.words.remove(text)
            self._is_refused(replying.reply, author, **what)
            return
        shown = self._chooses(author, thread, what["key"]) if number % 2 else None
        done = self.does(replying.reply, author, **what)
        state = "held" if self._held(author, thread.board) else "published"
        text.post = Post(done.post.pk, thread, author, state, text=text)
        if shown:
            shown.post = text.post
        self.facts.posts.append(text.post)
        self.tell(f"{author} replies on {thread.board} ({text.text}); it is {state}", thread)

    def _chooses(self, author: str, thread: Thread, key: str) -> Word:
        """A picture for a reply: a word is said of it, and stands in its file."""
        shown = self.word("text", thread.board, author, thread=thread)
        with clock.at(self.now):
            choose(self.people[author], key, alternative=f"It shows {shown.text}", trace=shown.text.encode())
        return shown

    @precondition(lambda self: any(one.thread.state == "published" for one in self.posts("published")))
    @rule(number=pick)
    def edits(self, number: int) -> None:
        found = [one for one in self.posts("published") if one.thread.state == "published"]
        post = found[number % len(found)]
        if self._stopped(post.author, post.thread.board):
            return
        waits = self._held(post.author, post.thread.board)
        new = self.word("waiting" if waits else "text", post.thread.board, post.author, thread=post.thread, post=post)
        body = f"It now says {new.text}."
        self.does(edit.edit, post.author, post_id=post.pk, body=body, opened_edits=post.edits)
        post.edits += 1
        assert post.text
        if not waits:
            post.text.kind, post.text = "past", new
        else:
            if post.pending:
                post.pending.kind = "past"
            post.pending = new
        self.tell(f"{post.author} edits it to {new.text}{', which waits' if waits else ''}", post.thread)

    @precondition(lambda self: self.posts("held", "published", "hidden", "rejected"))
    @rule(number=pick)
    def removes(self, number: int) -> None:
        found = self.posts("held", "published", "hidden", "rejected")
        post, thread = found[number % len(found)], found[number % len(found)].thread
        waiting = post.state in ("held", "rejected")
        self.does(remove.remove, post.author, post_id=post.pk)
        post.state = "withdrawn" if waiting else "removed"
        left = any(one.state == "published" for one in self.facts.posts if one.thread is thread)
        if post.opening and (waiting or not left):
            thread.state = post.state
        self.tell(f"{post.author} takes it back: it is {post.state}", thread)

    # Deciding

    def _decides(self, verb: Callable[..., Any], post: Post, reason: Reason, becomes: str) -> None:
        statement = self.word("statement", post.thread.board, post.author, thread=post.thread, post=post)
        made = self.does(verb, "mo-moderator", post_id=post.pk, reason=reason, statement=f"We say {statement.text}.")
        if reason != Reason.FINE:
            post.decision = made.pk
        self.tell(f"mo-moderator decides: it is {becomes} ({statement.text})", post.thread)

    @precondition(lambda self: self.posts("held"))
    @rule(number=pick, approves=st.booleans())
    def reads_what_is_held(self, number: int, approves: bool) -> None:
        found = self.posts("held")
        post = found[number % len(found)]
        becomes = "published" if approves else "rejected"
        verb, reason = (approve.approve, Reason.FINE) if approves else (reject.reject, Reason.SPAM)
        self._decides(verb, post, reason, becomes)
        post.state = becomes
        if post.opening:
            post.thread.state = becomes

    @precondition(lambda self: any(one.pending for one in self.posts("published")))
    @rule(number=pick, approves=st.booleans())
    def reads_an_edit(self, number: int, approves: bool) -> None:
        found = [one for one in self.posts("published") if one.pending]
        post = found[number % len(found)]
        verb, reason = (approve.approve, Reason.FINE) if approves else (reject.reject, Reason.SPAM)
        self._decides(verb, post, reason, "shown" if approves else "not taken")
        assert post.pending
        assert post.text
        if approves:
            post.text.kind, post.pending.kind, post.text = "past", "text", post.pending
        else:
            post.pending.kind = "past"
        post.pending = None

    @precondition(lambda self: any(not one.pending for one in self.posts("published")))
    @rule(number=pick)
    def changes_a_text(self, number: int) -> None:
        found = [one for one in self.posts("published") if not one.pending]
        post = found[number % len(found)]
        new = self.word("text", post.thread.board, post.author, thread=post.thread, post=post)
        said = self.word("statement", post.thread.board, post.author, thread=post.thread, post=post)
        what = {"body": f"It says {new.text}.", "note": "A name went", "opened_edits": post.edits}
        why = {"reason": Reason.PERSONAL_DATA, "statement": f"We say {said.text}."}
        self.does(amend, EVERYWHERE, post_id=post.pk, **what, **why)
        post.edits += 1
        assert post.text
        post.text.kind, post.text = "past", new
        self.tell(f"mo-moderator changes its text to {new.text} ({said.text})", post.thread)

    @precondition(lambda self: self.posts("published"))
    @rule(number=pick)
    def hides(self, number: int) -> None:
        found = self.posts("published")
        post = found[number % len(found)]
        self._decides(hide.hide, post, Reason.HARASSMENT, "hidden")
        post.state = "hidden"

    @precondition(lambda self: any(one.thread.state == "published" for one in self.posts("hidden")))
    @rule(number=pick)
    def restores(self, number: int) -> None:
        found = [one for one in self.posts("hidden") if one.thread.state == "published"]
        post = found[number % len(found)]
        self._decides(restore.restore, post, Reason.FINE, "shown again")
        post.state = "published"

    @precondition(lambda self: any(one.state in ("published", "hidden") for one in self.facts.threads))
    @rule(number=pick)
    def hides_or_shows_a_thread(self, number: int) -> None:
        found = [one for one in self.facts.threads if one.state in ("published", "hidden")]
        thread = found[number % len(found)]
        said = self.word("statement", thread.board, thread.author, thread=thread)
        verb, becomes = (
            (hide.hide_thread, "hidden") if thread.state == "published" else (restore.restore_thread, "published")
        )
        what = {"thread_id": thread.pk, "reason": Reason.SPAM, "statement": f"We say {said.text}."}
        self.does(verb, "mo-moderator", **what)
        thread.state = becomes
        self.tell(f"mo-moderator decides: the whole thread is {becomes} ({said.text})", thread)

    @precondition(lambda self: self.posts("published"))
    @rule(number=pick)
    def reports(self, number: int) -> None:
        found = self.posts("published")
        post = found[number % len(found)]
        said = self.word("note", post.thread.board, post=post, thread=post.thread)
        done = self.does(report.report, "mina-member", post_id=post.pk, reason=Reason.SPAM, note=f"Look {said.text}.")
        if done.repeated:
            self.facts.words.remove(said)
        self.tell(f"mina-member reports it ({said.text})", post.thread)

    # Reading

    @precondition(lambda self: any(one.state == "published" for one in self.facts.threads))
    @rule(number=pick, position=st.integers(1, 4))
    def reads(self, number: int, position: int) -> None:
        found = [one for one in self.facts.threads if one.state == "published"]
        thread = rows.Thread.objects.get(pk=found[number % len(found)].pk)
        self.does(mark_read, "mina-member", thread=thread, position=position)
        self.read_to[thread.pk] = max(self.read_to.get(thread.pk, 0), min(position, thread.last_position))
        self.tell(f"mina-member reads thread {thread.pk} up to {position}")

    @precondition(lambda self: self.facts.threads)
    @rule(board=st.sampled_from(list(BOARDS)))
    def marks_a_board_read(self, board: str) -> None:
        boards = Board.objects.filter(slug=board)
        self.does(mark_boards_read, "mina-member", boards=boards, until=self.now)
        if boards.get().last_post_at:
            self.read_until[board] = self.now
        self.tell(f"mina-member marks {board} read")

    @precondition(lambda self: any(one.state == "published" for one in self.facts.threads))
    @rule(number=pick, level=st.sampled_from([None, *Follow.Level]))
    def follows(self, number: int, level: Follow.Level | None) -> None:
        found = [one for one in self.facts.threads if one.state == "published"]
        thread = found[number % len(found)]
        self.does(follow_thread, "mina-member", thread=rows.Thread.objects.get(pk=thread.pk), level=level)
        self.levels[thread.pk] = level
        self.tell(f"mina-member follows thread {thread.pk}: {level}")

    @precondition(lambda self: not self.at_the_end)
    @invariant()
    def what_is_unread_and_followed_equals_a_plain_model(self) -> None:
        mina = viewer(self.people["mina-member"])
        threads = {one.pk: one for one in self.facts.threads if one.state == "published"}
        shown = [one.pk for one in self.facts.posts if one.state == "published" and one.thread.pk in threads]
        first: dict[int, int] = {}
        for post in rows.Post.objects.filter(pk__in=shown).order_by("-position"):
            assert post.position
            assert post.published_at
            until = self.read_until.get(threads[post.thread_id].board)
            if post.position > self.read_to.get(post.thread_id, 0) and (until is None or post.published_at > until):
                first[post.thread_id] = post.position
        listed = rows.Thread.objects.listed_for(mina).filter(pk__in=[one.pk for one in self.facts.threads])
        found = {one.pk: first_unread(mina, one) for one in only_unread(with_unread(listed, mina))}
        assert found == first, "\n".join([*self.story, f"unread is {found}, should be {first}"])
        followed = {pk for pk, level in self.levels.items() if pk in first and level in FOLLOWED}
        new = {one.pk for one in unread_followed(mina)}
        assert new == followed, "\n".join([*self.story, f"followed and new is {new}, should be {followed}"])

    # Fairness

    # One sanction at a time, few notes, and no days that change nothing: else stories are of little else.

    @precondition(lambda self: not self._anybody_stopped() and self.facts.posts)
    @rule(
        whom=st.sampled_from(WRITERS),
        kind=st.sampled_from(STOPS),
        board=st.sampled_from(list(BOARDS)),
    )
    def sanctions(self, whom: str, kind: str, board: str) -> None:
        place = board if kind == "ban" else ""
        # The statement of what holds everywhere is for the moderators of the whole site.
        said = self.word("statement", place, whom)
        held = self.does(
            impose,
            "mo-moderator",
            member_id=self.people[whom].pk,
            kind=Sanction.Kind(kind),
            reason=Reason.HARASSMENT,
            statement=f"We say {said.text}.",
            days=3,
            board_id=self.boards[board].pk if place else None,
        )
        self.stopped[whom, place] = held.until
        self.tell(f"mo-moderator imposes a {kind} {'on ' + place if place else ''} on {whom} ({said.text})")

    @precondition(lambda self: self.facts.threads and self.offices < 2)
    @rule(board=st.sampled_from(list(BOARDS)))
    def appoints_or_dismisses(self, board: str) -> None:
        lou, place = self.people[LOCAL], self.boards[board]
        with clock.at(self.now), TestCase.captureOnCommitCallbacks(execute=True):
            if board in self.facts.local:
                grant = Moderator.objects.get(member=lou, board=place)
                revoke(grant_id=grant.pk, actor_id=self.people["adam-admin"].pk, statement="Thank you.")
            else:
                appoint(member_id=lou.pk, board_id=place.pk, actor_id=self.people["adam-admin"].pk)
        self.facts.local ^= {board}
        self.offices += 1
        about = [one for one in self.facts.threads if one.board == board]
        self.tell(f"{LOCAL} {'now' if board in self.facts.local else 'no more'} looks after {board}", *about)

    @precondition(lambda self: not Rule.objects.filter(name__startswith="Of ").exists())
    @rule(board=st.sampled_from(list(BOARDS)))
    def writes_a_rule(self, board: str) -> None:
        said = self.word("record", board)
        what = {"name": f"Of {said.text}", "kind": "words", "text": "gladly", "action": "hold", "message": ""}
        self.does(write, EVERYWHERE, board=self.boards[board], active=True, **what)
        self.tell(f"mo-moderator writes a rule for {board} ({said.text})")

    @precondition(lambda self: sum(one.kind == "record" for one in self.facts.words) < 2)
    @rule(whom=st.sampled_from(WRITERS), board=st.sampled_from(list(BOARDS)))
    def notes(self, whom: str, board: str) -> None:
        said = self.word("record", board)
        what = {"member_id": self.people[whom].pk, "text": f"Look {said.text}.", "board": self.boards[board]}
        self.does(note, "mo-moderator", **what)
        self.tell(f"mo-moderator notes something of {whom} on {board} ({said.text})")

    @precondition(lambda self: any(one.decision for one in self.facts.posts))
    @rule(number=pick)
    def appeals(self, number: int) -> None:
        found = [one for one in self.facts.posts if one.decision]
        post = found[number % len(found)]
        said = self.word("appeal", post.thread.board, post.author, thread=post.thread, post=post)
        self.does(bring, post.author, decision_id=post.decision, text=f"I say {said.text}.")
        post.decision = 0
        self.tell(f"{post.author} appeals ({said.text})", post.thread)

    @precondition(lambda self: Appeal.objects.waiting().exists())
    @rule(upheld=st.booleans())
    def answers(self, upheld: bool) -> None:
        appeal = Appeal.objects.waiting().select_related("decision").earliest("pk")
        post = next(one for one in self.facts.posts if one.pk == appeal.decision.target_id)
        said = self.word("statement", post.thread.board, post.author, thread=post.thread, post=post)
        done = self.does(answer, "adam-admin", appeal_id=appeal.pk, upheld=upheld, statement=f"We say {said.text}.")
        if done.reversed and appeal.decision.action == "reject-edit":
            newest = next(one for one in reversed(self.facts.words) if one.post is post and one.kind == "past")
            assert post.text
            post.text.kind, newest.kind, post.text = "past", "text", newest
        elif done.reversed:
            post.state = "published"
            if post.opening and post.thread.state == "rejected":
                post.thread.state = "published"
        self.tell(f"adam-admin {'upholds' if upheld else 'refuses'} the appeal ({said.text})", post.thread)

    @precondition(
        lambda self: self.facts.posts and "members" not in (self.facts.audience["open"], self.facts.audience["slow"])
    )
    @rule(board=st.sampled_from(["open", "slow"]))
    def narrows(self, board: str) -> None:
        Board.objects.filter(pk=self.boards[board].pk).update(audience="members")
        self.boards[board].audience = self.facts.audience[board] = "members"
        self.tell(f"{board} is for members only now", *[one for one in self.facts.threads if one.board == board])

    @precondition(lambda self: self._anybody_stopped())
    @rule()
    def days_pass(self) -> None:
        self.now += timedelta(days=4)
        self.tell("four days pass")

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
        found = set(WORD.findall(text))
        if not found:
            return
        for word in self.facts.words:
            # What stands in the address is known to whoever asks.
            if word.text in found and word.text not in url and not may_see(self.facts, who, word):
                story = "\n".join(f"  {number}. {line}" for number, line in enumerate(self.story, 1))
                raise Leak(f"{who or 'a visitor'} reads {word.text} at {url}\n{story}")

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
