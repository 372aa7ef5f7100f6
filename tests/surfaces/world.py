"""One world that holds a text in every state, each with a word of its own, built through the verbs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client, TestCase

from conditions.articles.correct import propose
from conditions.articles.define import define
from conditions.articles.draft import SourceFact, Typed, save_draft
from conditions.articles.models import Correction, Origin, Revision
from conditions.articles.publish import publish
from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.relate import relate
from conditions.editors.models import Editor
from forums.activity.show import show
from forums.appeals.bring import bring
from forums.appeals.models import Appeal
from forums.boards.appoint import appoint
from forums.boards.models import Board
from forums.following.bookmark import bookmark
from forums.following.follow import follow_board, follow_thread
from forums.following.models import Follow
from forums.notices.models import Notice
from forums.review import approve, hide, reject, report, restore
from forums.review.models import Canned
from forums.review.reasons import Reason
from forums.rules.models import Rule
from forums.sanctions.impose import impose
from forums.sanctions.models import Sanction
from forums.sanctions.note import note
from forums.threads import edit, remove
from forums.threads import reply as replying
from forums.threads import start as starting
from forums.threads.mark import Mark, mark
from forums.threads.models import Alias, Post, Thread
from medigest.audit.models import Decision
from medigest.members.blocks.block import block
from medigest.members.models import Export, FormerHandle, Member
from medigest.members.privacy import archive, ask
from tests.conftest import make_member, settle, viewer
from tests.forums.pictures.drawing import choose

ASPS, PARENT, QUIET = "alveolar-soft-part-sarcoma", "sarcoma-of-soft-tissue", "quiet-room"
ADA, MINA, NELL = "ada-author", "mina-member", "nell-newcomer"
# Nobody's role: writes under aliases alone, so that no page may hold this handle.
OLLI = "olli-otter"

# How each role comes in: whose session, and whether it showed a second factor.
ROLES: dict[str, tuple[str, bool]] = {
    "visitor": ("", False),
    "newcomer": (NELL, True),
    "member": (MINA, True),
    "author": (ADA, True),
    "local": ("lou-local", True),
    "moderator": ("mo-moderator", True),
    "asleep": ("mo-moderator", False),
    "editor": ("edda-editor", True),
    "administrator": ("adam-admin", True),
}


# The replies that come with a picture; each edit that waits, or is past, brings one too.
PICTURED = ("published", "held", "rejected", "withdrawn", "hidden", "removed", "in-hidden")


@dataclass(eq=False)
class Told:
    """A thread as the story wants it. `word` stands in its title."""

    label: str
    board: str
    audience: str
    author: str
    state: str = "published"
    locked: bool = False
    word: str = ""
    row: Thread = field(repr=False, default=None)  # type: ignore[assignment]


@dataclass(eq=False)
class Said:
    """A post as the story wants it. `word` stands in its text."""

    label: str
    thread: Told
    author: str
    state: str = "published"
    word: str = ""
    row: Post = field(repr=False, default=None)  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class Canary:
    """A word, and what it is part of: a text, title, statement, waiting or past text, note, moderators' record,
    appeal, draft, correction, address, board, or memo to oneself; or the handle behind an alias."""

    word: str
    kind: str
    author: str = ""
    thread: Told | None = None
    post: Said | None = None


@dataclass
class World:
    """All of it, and the sessions of the roles."""

    threads: list[Told] = field(default_factory=list)
    posts: list[Said] = field(default_factory=list)
    canaries: list[Canary] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sanctions: list[Sanction] = field(default_factory=list)
    appeals: list[Appeal] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    mails: list[mail.EmailMultiAlternatives] = field(default_factory=list)
    pictures: dict[str, Canary] = field(default_factory=dict)  # name -> the word that its file ends with
    boards: dict[str, str] = field(default_factory=dict)  # slug -> audience
    aliases: list[tuple[Alias, Said]] = field(default_factory=list)  # with a post under each
    former: str = ""  # a handle that ada-author gave up
    sessions: dict[str, str] = field(default_factory=dict)
    correction: Correction = field(repr=False, default=None)  # type: ignore[assignment]
    export: Export = field(repr=False, default=None)  # type: ignore[assignment]
    statement: Canned = field(repr=False, default=None)  # type: ignore[assignment]
    rule: Rule = field(repr=False, default=None)  # type: ignore[assignment]

    def client(self, role: str) -> Client:
        """A browser in the role's session."""
        client = Client()
        if self.sessions[role]:
            client.cookies["sessionid"] = self.sessions[role]
        return client

    def thread(self, label: str, board: str = ASPS) -> Told:
        return next(one for one in self.threads if (one.label, one.board) == (label, board))

    def post(self, label: str, board: str = ASPS) -> Said:
        return next(one for one in self.posts if (one.label, one.thread.board) == (label, board))


class _Story:
    """Tells the world into being."""

    def __init__(self) -> None:
        self.world = World()
        self.numbers = iter(range(1, 10_000))
        self.keys = iter(range(1, 10_000))

    def word(
        self, kind: str, label: str, author: str = "", *, post: Said | None = None, thread: Told | None = None
    ) -> str:
        """A new word, which nobody says twice and which is no part of another."""
        word = f"canary-{kind}-{label}-{next(self.numbers):04}"
        thread = thread or (post.thread if post else None)
        self.world.canaries.append(Canary(word, kind, author, thread, post))
        return word

    def tell(self) -> World:
        self._people()
        self._conditions()
        for board in (self.asps, self.quiet):
            self._threads(board)
        self._talk_of_a_newcomer()
        self._fairness()
        self._belonging()
        self._aliases()
        self.start("wider", Board.objects.get(slug=PARENT))
        self.world.statement = self._prepared(self.asps)
        # Of two boards; a rule of the whole site stands there from the first.
        self.world.rule, _other = (
            Rule.objects.create(board=board, name="Shops", kind="words", text="otter shop", action="hold")
            for board in (self.asps, self.quiet)
        )
        for board in (self.quiet, None):
            self._prepared(board)
        return self.world

    # People and conditions

    def _prepared(self, board: Board | None) -> Canned:
        return Canned.objects.create(board=board, reason="spam", title="Adverts", text="We take no adverts.")

    def _people(self) -> None:
        roles = {"edda-editor": Member.Role.EDITOR, "adam-admin": Member.Role.ADMINISTRATOR}
        handles = dict.fromkeys([*(handle for handle, _ in ROLES.values() if handle), OLLI])
        self.people = {handle: make_member(handle, role=roles.get(handle, Member.Role.MEMBER)) for handle in handles}
        for handle, member in self.people.items():
            EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
            self.world.canaries.append(Canary(member.email, "address", handle))
        settle(self.people[ADA], self.people[MINA])
        appoint(member_id=self.people["mo-moderator"].pk, board_id=None)
        self.moderator = viewer(self.people["mo-moderator"])
        # Ada shows what she wrote, and had another handle; Mina blocked her: no page may tell more because of that.
        show(member_id=self.people[ADA].pk, leave_out=[])
        self.world.former = self.word("former", "ada", ADA)
        FormerHandle.objects.create(member=self.people[ADA], handle=self.world.former)
        block(member_id=self.people[MINA].pk, blocked_id=self.people[ADA].pk)
        for role, (handle, second_factor) in ROLES.items():
            self.world.sessions[role] = _session(self.people[handle], second_factor) if handle else ""

    def _conditions(self) -> None:
        asps = create(name="Alveolar soft part sarcoma", definition="A rare cancer of soft tissue.")
        names, codes = [NameFact("acronym", "ASPS")], [CodeFact("DOID", "DOID:4239", "https://example.org/doid")]
        describe(asps, name=asps.name, definition=asps.definition, names=names, codes=codes)
        parent = create(name="Sarcoma of soft tissue", definition="A group of cancers.")
        relate(child_id=asps.pk, parent_ids=[parent.pk])
        define(
            slug="",
            name="Sarcoma",
            spellings=["sarcomas"],
            text="A cancer.",
            source="A book",
            source_url="",
            licence="CC0",
            retrieved=date(2026, 11, 1),
        )
        source = SourceFact("who", "What it is", "Example press", "https://example.org/who", "CC0", date(2026, 11, 1))
        for year in ("1951", "1952"):
            publish(
                condition_id=asps.pk,
                body=(
                    f"First described in {year}, a sarcoma [@who].\n\n::: emergency Call now if\nit bleeds\n:::\n\n"
                    "## Symptoms {#symptoms}\n\nA painless swelling."
                ),
                sources=[source],
                origin=Origin.SAMPLE,
                author_id=self.people["edda-editor"].pk,
                publisher_notice="The publisher says: ask a doctor.",
                unmarked="A text of a test.",
            )
        self.world.correction, _new = propose(
            revision=Revision.objects.get(article__condition=asps, number=2),
            section_key="symptoms",
            text=f"It hurts: {self.word('correction', 'asps', ADA)}.",
            source="A book",
            credited=True,
            proposer_id=self.people[ADA].pk,
        )
        title = self.word("draft", "source")
        save_draft(
            condition_id=asps.pk,
            editor_id=self.people["edda-editor"].pk,
            typed=Typed(
                f"Not said yet: {self.word('draft', 'body')}.",
                sources=[SourceFact("new", title, "Example press", "", "CC0", date(2026, 11, 2)).as_json()],
                note=self.word("draft", "note"),
            ),
        )
        self.asps = Board.objects.get(condition=asps)
        appoint(member_id=self.people["lou-local"].pk, board_id=self.asps.pk)
        Editor.objects.create(member=self.people["edda-editor"], condition_id=self.asps.condition_id)
        # The board of the condition above is for members; the public board beneath must not tell of it.
        Board.objects.filter(condition=parent).update(
            audience="members", title=self.word("board", "title"), description=self.word("board", "description")
        )
        self.quiet = Board.objects.create(
            slug=QUIET, title=self.word("board", "quiet"), description=self.word("board", "about"), audience="members"
        )
        self.world.boards = {ASPS: "public", PARENT: "members", QUIET: "members"}

    # Threads

    @contextmanager
    def _everybody_is_read_first(self, board: Board) -> Iterator[None]:
        for review in (Board.Review.EVERYONE, Board.Review.NEWCOMERS):
            board.review = review
            board.save(update_fields=["review"])
            if review == Board.Review.EVERYONE:
                yield

    def start(
        self,
        label: str,
        board: Board,
        state: str = "published",
        *,
        by: str = ADA,
        section: str = "",
        alias: str = "",
    ) -> Said:
        """A thread that will come to stand in `state`, and its opening post likewise."""
        told = Told(label, board.slug, board.audience, by, state)
        told.word = self.word("title", label, by, thread=told)
        said = Said(f"{label}-opening", told, by, state)
        said.word = self.word("text", said.label, by, post=said)
        done = starting.start(
            viewer=viewer(self.people[by]),
            board=board,
            title=f"A thread {told.word}",
            body=f"It says {said.word}.",
            key=f"world-key-{next(self.keys):06}",
            section_key=section,
            section_heading="Symptoms" if section else "",
            alias=alias,
        )
        told.row, said.row = done.thread, done.post
        self.world.threads.append(told)
        self.world.posts.append(said)
        return said

    def say(self, label: str, thread: Told, state: str = "published", *, by: str = ADA, alias: str = "") -> Said:
        """A reply that will come to stand in `state`."""
        said = Said(label, thread, by, state)
        said.word = self.word("text", label, by, post=said)
        key = f"world-key-{next(self.keys):06}"
        if label in PICTURED:
            self.show("text", said, key)
        said.row = replying.reply(
            viewer=viewer(self.people[by]),
            thread_id=thread.row.pk,
            body=f"It says {said.word}.",
            key=key,
            reply_to=1,
            alias=alias,
        ).post
        self.world.posts.append(said)
        return said

    def show(self, kind: str, said: Said, key: str) -> None:
        """Choose a picture for a form; a word is said of it, and its file ends with the same."""
        word = self.word(kind, f"picture-{said.label}", said.author, post=said)
        picture = choose(self.people[said.author], key, alternative=f"It shows {word}", trace=word.encode())
        self.world.pictures[picture.name] = self.world.canaries[-1]

    def decide(self, verb: object, said: Said) -> None:
        """A moderator's decision about a post, with a statement."""
        statement = f"We say {self.word('statement', said.label, said.author, post=said)}."
        reason = Reason.FINE if verb in (approve.approve, restore.restore) else Reason.SPAM
        verb(viewer=self.moderator, post_id=said.row.pk, reason=reason, statement=statement)  # type: ignore[operator]

    def change(self, said: Said, kind: str) -> None:
        """Edit: the text of before is past; `kind` says what becomes of the new one."""
        new = self.word(kind, said.label, said.author, post=said)
        if kind != "text":
            self.show(kind, said, edit.key_of(said.row.pk))
        edits = Post.objects.get(pk=said.row.pk).edits
        editor = viewer(self.people[said.author])
        edit.edit(viewer=editor, post_id=said.row.pk, body=f"It now says {new}.", opened_edits=edits)

    def take_back(self, said: Said) -> None:
        remove.remove(viewer=viewer(self.people[said.author]), post_id=said.row.pk)

    def _threads(self, board: Board) -> None:
        thread = self.start("open", board, section="symptoms" if board is self.asps else "").thread
        self._replies(board, thread)
        locked = self.start("locked", board).thread
        for change in (Mark.LOCK, Mark.PIN):
            mark(viewer=self.moderator, thread_id=locked.row.pk, change=change, reason=Reason.OTHER)
        locked.locked = True
        with self._everybody_is_read_first(board):
            self.start("held", board, "held")
            self.decide(reject.reject, self.start("rejected", board, "rejected"))
            self.take_back(self.start("withdrawn", board, "withdrawn"))
        self.take_back(self.start("removed", board, "removed"))
        stub = self.start("headless", board)
        stub.state = "hidden"
        self.decide(hide.hide, stub)
        hidden = self.start("hidden", board)
        hidden.thread.state = "hidden"
        self.say("in-hidden", hidden.thread)
        self.say("anothers-in-hidden", hidden.thread, by=MINA)
        statement = self.word("statement", "hidden-thread", ADA, thread=hidden.thread)
        hide.hide_thread(
            viewer=self.moderator, thread_id=hidden.thread.row.pk, reason=Reason.SPAM, statement=f"We say {statement}."
        )

    def _replies(self, board: Board, thread: Told) -> None:
        self.say("published", thread)
        with self._everybody_is_read_first(board):
            self.say("held", thread, "held")
            self.decide(reject.reject, self.say("rejected", thread, "rejected"))
            self.take_back(self.say("withdrawn", thread, "withdrawn"))
            self.change(self._approved("pending-edit", thread), "waiting")
        self.decide(hide.hide, self.say("hidden", thread, "hidden"))
        self.take_back(self.say("removed", thread, "removed"))
        self._reported(thread)
        if board is self.asps:
            self._twice_decided(board, thread)

    def _twice_decided(self, board: Board, thread: Told) -> None:
        gone, back = self.say("hidden-then-removed", thread, "removed"), self.say("restored", thread)
        self.decide(hide.hide, gone)
        self.take_back(gone)
        self.decide(hide.hide, back)
        self.decide(restore.restore, back)
        with self._everybody_is_read_first(board):
            refused = self._approved("refused-edit", thread)
            self.change(refused, "past")
            self.decide(reject.reject, refused)

    def _reported(self, thread: Told) -> None:
        reported = self.say("reported", thread)
        note = self.word("note", "reported", MINA, post=reported)
        reader = viewer(self.people[MINA])
        report.report(viewer=reader, post_id=reported.row.pk, reason=Reason.SPAM, note=f"Look: {note}")
        edited = self.say("edited", thread)
        # The report keeps the text of before, which the edit takes from everybody else.
        report.report(viewer=reader, post_id=edited.row.pk, reason=Reason.SPAM, note="")
        self._becomes_past(edited)
        self.change(edited, "text")

    def _approved(self, label: str, thread: Told) -> Said:
        said = self.say(label, thread)
        self.decide(approve.approve, said)
        return said

    def _becomes_past(self, said: Said) -> None:
        number, canary = next((n, one) for n, one in enumerate(self.world.canaries) if one.word == said.word)
        self.world.canaries[number] = Canary(canary.word, "past", canary.author, canary.thread, canary.post)

    def _fairness(self) -> None:
        """On each board Ada is warned, moderators note something of her, and she appeals for her hidden post."""
        for board in (self.asps, self.quiet):
            thread = self.world.thread("open", board.slug)
            warned = self.word("statement", "warning", ADA, thread=thread)
            self.world.sanctions.append(
                impose(
                    viewer=self.moderator,
                    member_id=self.people[ADA].pk,
                    kind=Sanction.Kind.WARNING,
                    reason=Reason.HARASSMENT,
                    statement=f"We say {warned}.",
                    days=30,
                    board_id=board.pk,
                )
            )
            noted = self.word("record", "note", thread=thread)
            note(viewer=self.moderator, member_id=self.people[ADA].pk, text=f"Look: {noted}", board=board)
            hidden = self.world.post("hidden", board.slug)
            self.world.appeals.append(self._appeal(hidden))

    def _belonging(self) -> None:
        """Mina follows both boards, a thread that was hidden since, and keeps posts; some of them are gone by now."""
        mina = viewer(self.people[MINA])
        for board in (self.asps, self.quiet):
            follow_board(viewer=mina, board=board, level=Follow.Level.TRACKING, beneath=True)
            hidden = self.world.thread("hidden", board.slug)
            follow_thread(viewer=mina, thread=hidden.row, level=Follow.Level.WATCHING)
            for label in ("published", "hidden", "removed", "in-hidden"):
                memo = self.word("memo", label, MINA)
                bookmark(viewer=mina, post=self.world.post(label, board.slug).row, note=f"See {memo}.")

    def _aliases(self) -> None:
        """Olli writes under an alias, in every state, is reported, and appeals."""
        self.world.canaries.append(Canary(OLLI, "behind", OLLI))
        for board in (self.asps, self.quiet):
            board.review = Board.Review.NONE
            board.save(update_fields=["review"])
            thread = self.start("aliased", board, by=OLLI, alias="Grey Heron").thread
            self.say("answers-an-alias", thread, by=MINA)
            hidden, reported = (self.say(label, thread, by=OLLI) for label in ("alias-hidden", "alias-reported"))
            elsewhere = self.say("alias-published", self.world.thread("open", board.slug), by=OLLI, alias="Red Kite")
            report.report(viewer=viewer(self.people[MINA]), post_id=reported.row.pk, reason=Reason.SPAM, note="")
            hidden.state = "hidden"
            self.decide(hide.hide, hidden)
            with self._everybody_is_read_first(board):
                self.say("alias-held", elsewhere.thread, "held", by=OLLI)
                self.decide(reject.reject, self.say("alias-rejected", thread, "rejected", by=OLLI))
            self.world.appeals.append(self._appeal(hidden))
            self.world.aliases.append((reported.row.alias, reported))

    def _appeal(self, said: Said) -> Appeal:
        """Its author appeals against the last decision about it."""
        text = self.word("appeal", said.label, said.author, post=said)
        decision_id = Post.objects.values_list("decision_id", flat=True).get(pk=said.row.pk)
        return bring(viewer=viewer(self.people[said.author]), decision_id=decision_id, text=f"I say {text}.")

    def _talk_of_a_newcomer(self) -> None:
        self.start("newcomers", self.asps, "held", by=NELL)
        for board in (self.asps, self.quiet):
            self.say("newcomers-reply", self.world.thread("open", board.slug), "held", by=NELL)


def _session(member: Member, second_factor: bool) -> str:
    client = Client()
    client.force_login(member)
    session = client.session
    # Ahead of time, so that no slow run outlives allauth's "recently".
    seen = {"at": time.time() + 86_400, "reauthenticated": True}
    records = [{"method": "password"} | seen] + ([{"method": "mfa", "type": "totp"} | seen] if second_factor else [])
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    # As a log-in leaves it: the list of places where somebody is logged in is never empty.
    UserSession.objects.create(user=member, ip="127.0.0.1", session_key=session.session_key, user_agent="Firefox")
    return str(session.session_key)


def build() -> World:
    """The world; what runs on commit has run, and the mails are kept."""
    mail.outbox = []
    story = _Story()
    with TestCase.captureOnCommitCallbacks(execute=True):
        story.tell()
    world = story.world
    world.export = ask.ask(member_id=story.people[ADA].pk)
    archive.build(export_id=world.export.pk)  # where jobs run at the commit, it is ready already
    world.export.refresh_from_db()
    assert world.export.ready_at
    world.mails, world.notices = list(mail.outbox), list(Notice.objects.select_related("member").order_by("pk"))
    about_ada = Decision.objects.filter(member__handle=ADA)
    world.decisions = [about_ada.filter(action=one).latest("pk") for one in ("approve", "hide", "warning")]
    for told in world.threads:
        told.row.refresh_from_db()
    for said in world.posts:
        said.row.refresh_from_db()
    return world
