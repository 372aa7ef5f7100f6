"""A member with a row in every table, and a word of its own in every column that can hold one.

A room that adds a model adds a row of the leaver's to `_rows`; the words are put into the columns by themselves.
"""

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection, models
from django.test import TestCase
from django_tasks_db.models import DBTaskResult

from conditions.articles.draft import SourceFact, Typed, save_draft
from conditions.articles.models import Correction, Review
from conditions.articles.publish import publish
from conditions.editors.appoint import appoint as appoint_editor
from forums.activity.models import ActivityShown, BoardLeftOut
from forums.appeals.models import Appeal
from forums.boards.appoint import appoint
from forums.boards.models import Board, Moderator
from forums.drafts.models import Draft
from forums.following.bookmark import bookmark
from forums.following.follow import follow_board
from forums.following.models import Follow
from forums.notices.models import Preference
from forums.pictures.attach import attach
from forums.pictures.models import Picture
from forums.reactions.react import react
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.mark_read import mark_read
from forums.review import hide, reject, report
from forums.review.models import CrisisCall, PassedOn, QueueItem
from forums.review.reasons import Reason
from forums.rules.models import Rule
from forums.sanctions.impose import impose
from forums.sanctions.models import Note, Sanction
from forums.threads import edit, remove
from forums.threads.models import AliasBlock, Post, ReactionKind
from forums.threads.quotes import quotation_of
from medigest.audit.chain import digest
from medigest.audit.models import Decision
from medigest.audit.seal import seal
from medigest.kit import clock
from medigest.mailing.models import Bounce, Mail
from medigest.members.models import Block, Device, Export, FormerHandle, Member, Profile
from medigest.members.privacy import archive, ask, files, registry
from medigest.members.privacy.registry import Fate
from tests.conftest import BY_AN_EDITOR, Cast, make_member, reply, start, viewer
from tests.forums.pictures.drawing import choose, mark

# A code of two letters has no room for a word.
SHORTEST = 10
TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
# Guarded against change, or signed: the planting writes their words when it makes the row.
PLANTED_BY_HAND = {"audit.Decision", "mailing.Bounce", "sessions.Session", "django_tasks_database.DBTaskResult"}

# The names of files lead to them.
FILES = {("members.Export", "name"), ("forums.Picture", "name")}
KEPT_UNALTERED = {("forums.Report", "snapshot")}


@dataclass
class Planted:
    """The leaver, and where each word stands: word -> (table, column)."""

    leaver: Member
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    handle: str = ""

    def word(self, label: str, column: str) -> str:
        """A new word for a column."""
        word = f"zq{len(self.words) + 100_000}"
        self.words[word] = (label, column)
        return word

    def address(self, label: str, column: str) -> str:
        """The same where only a network address fits."""
        address = f"203.0.113.{100 + len(self.words) % 150}"
        self.words[address] = (label, column)
        return address

    def found(self) -> set[tuple[str, str]]:
        """The columns whose words can still be read somewhere: in the database, sessions, files or cache."""
        text = "\n".join(everything())
        return {where for word, where in self.words.items() if word in text}


def everything() -> Iterator[str]:
    """All that is stored: every table of the database whoever made it, decoded sessions, archives, the cache."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (f"{table}: {row!r}" for row in cursor.fetchall())
    yield from (json.dumps(session.get_decoded()) for session in Session.objects.all())
    store = files.storage()
    for name in store.listdir("")[1] if store.exists("") else ():
        yield name + store.open(name).read().decode("latin-1")
    for name in default_storage.listdir("")[1]:
        yield name + default_storage.open(name).read().decode("latin-1")
    yield from (f"{key}: {pickle.loads(value)!r}" for key, value in cache._cache.items())


def plant(cast: Cast, board: Board) -> Planted:
    """A member who did everything that can be done here."""
    leaver = make_member("lea-leaver", role=Member.Role.EDITOR)
    planted = Planted(leaver)
    with TestCase.captureOnCommitCallbacks(execute=True):
        _said(leaver, cast, board)
        choose(leaver, "a-form-not-sent")
        for picture in Picture.objects.filter(owner=leaver):
            mark(picture, planted.word("forums.Picture", "file").encode())
        _rows(planted, cast, board)
    _fill(planted)
    _half_a_login(planted)
    _bounced(planted)
    _job(planted)
    leaver.refresh_from_db()
    planted.handle = leaver.handle
    _others_spoke(planted, cast, board)
    export = ask.ask(member_id=leaver.pk)
    archive.build(export_id=export.pk)  # where jobs run at the commit, it is ready already
    assert Export.objects.get(pk=export.pk).ready_at
    seal()
    return planted


def _said(leaver: Member, cast: Cast, board: Board) -> None:
    """Threads and posts in every state."""
    said = {"reason": Reason.SPAM, "statement": "We say why."}
    board = _read_first(board, Board.Review.NONE)
    answered = start(leaver, board, body="I open this.").thread
    reply(cast.member, answered, "Somebody answers.")
    start(leaver, board, title="Nobody answers", body="I talk to myself.")
    start(leaver, board, title="As somebody else", body="Nobody knows me.", alias="Grey Heron")
    theirs = start(cast.author, board, title="Of somebody else", alias="Red Kite")
    AliasBlock.objects.create(member=leaver, alias_id=theirs.alias_id)
    other = start(cast.author, board, title="Of another").thread
    edited = reply(leaver, other, "I say one thing.")
    attach([choose(leaver, "a-form-of-mine")], post_id=edited.pk)
    report.report(viewer=viewer(cast.member), post_id=edited.pk, reason=Reason.SPAM, note="Look at this.")
    edit.edit(viewer=viewer(leaver), post_id=edited.pk, body="I say another.", opened_edits=0)
    hidden = reply(leaver, other, "This gets hidden.")
    hide.hide(viewer=viewer(cast.moderator), post_id=hidden.pk, **said)
    removed = reply(leaver, other, "This gets removed.")
    remove.remove(viewer=viewer(leaver), post_id=removed.pk)
    board = _read_first(board, Board.Review.EVERYONE)
    start(leaver, board, title="This waits", body="It waits for a moderator.")
    rejected = reply(leaver, other, "This gets rejected.")
    reject.reject(viewer=viewer(cast.moderator), post_id=rejected.pk, **said)
    reply(leaver, other, "This waits.")
    waiting = Post.objects.get(pk=edited.pk)
    edit.edit(viewer=viewer(leaver), post_id=edited.pk, body="This edit waits.", opened_edits=waiting.edits)
    _read_first(board, Board.Review.NONE)
    theirs = reply(cast.author, other, "Somebody else's words.")
    report.report(viewer=viewer(leaver), post_id=theirs.pk, reason=Reason.SPAM, note="I don't like it.")


def _read_first(board: Board, review: Board.Review) -> Board:
    board.review = review
    board.save(update_fields=["review"])
    return board


def _rows(planted: Planted, cast: Cast, board: Board) -> None:
    """A row of the leaver's in every other table."""
    leaver = planted.leaver
    address = EmailAddress.objects.create(user=leaver, email=leaver.email, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="a-key")
    Authenticator.objects.create(user=leaver, type=Authenticator.Type.TOTP, data={})
    _own_session(planted)
    _decisions(planted)
    _own_choices(leaver, cast, board)
    _before_the_moderators(leaver, cast, board)
    _as_a_moderator(leaver, cast, board)
    Mail.objects.create(
        member=leaver, kind="account", key="a-mail", address=leaver.email, subject="A subject", body="B"
    )
    appoint(member_id=leaver.pk, board_id=board.pk)
    Moderator.objects.filter(member=cast.local).update(granted_by=leaver)
    given = {"condition_id": board.condition_id, "beneath": False, "until": None, "statement": "A word."}
    appoint_editor(member_id=leaver.pk, actor_id=cast.administrator.pk, **given)
    appoint_editor(member_id=cast.editor.pk, actor_id=leaver.pk, **given)
    source = SourceFact("who", "What it is", "Press", "https://example.org/", "CC0", date(2026, 11, 1))
    condition = board.condition_id
    assert condition
    revision = publish(
        condition_id=condition,
        body="A text [@who].",
        sources=[source],
        **BY_AN_EDITOR,
        author_id=leaver.pk,
        note="A note",
    )
    Review.objects.create(
        revision=revision,
        reviewer="Dr Reader",
        credentials="Reads",
        interests="None",
        reviewed_on=date(2026, 11, 1),
        next_due=date(2027, 11, 1),
        recorded_by=leaver,
    )
    for proposer, decider in ((leaver, None), (None, leaver)):
        Correction.objects.create(
            article=revision.article,
            revision=revision,
            text="It is wrong.",
            source="A book",
            proposer=proposer,
            outcome=Correction.Outcome.DECLINED,
            reason="It is right.",
            decided_by=decider,
            decided_at=clock.now(),
        )
    save_draft(
        condition_id=condition, editor_id=leaver.pk, typed=Typed("More.", "", [source.as_json()], "Half"), tab="one"
    )


def _own_choices(leaver: Member, cast: Cast, board: Board) -> None:
    """What the leaver told and chose."""
    Profile.objects.create(member=leaver, part="carer", country="NL", bio="I knit.")
    FormerHandle.objects.create(member=leaver, handle="lena-leaver")
    Device.objects.create(member=leaver, digest="a" * 64)
    for member, blocked in ((leaver, make_member("bea-blocked")), (cast.author, leaver)):
        Block.objects.create(member=member, blocked=blocked)
    ActivityShown.objects.create(member=leaver)
    BoardLeftOut.objects.create(member=leaver, board=board)
    Draft.objects.create(
        member=leaver, board=board, title="Begun", section_key="symptoms", body="I would say.", alias="Grey Wagtail"
    )
    kept, who = Post.objects.filter(position__isnull=False).earliest("pk"), viewer(leaver)
    follow_board(viewer=who, board=board, level=Follow.Level.WATCHING)
    thanked = Post.objects.filter(state="published", thread__state="published").exclude(author=leaver).earliest("pk")
    react(viewer=who, post_id=thanked.pk, kind=ReactionKind.THANKS)
    bookmark(viewer=who, post=kept, note="For the next visit.")
    mark_read(viewer=who, thread=kept.thread, position=1)
    mark_boards_read(viewer=who, boards=Board.objects.filter(pk=board.pk), until=clock.now())
    Preference.objects.create(member=leaver, kind="decision", way="mail")


def _before_the_moderators(leaver: Member, cast: Cast, board: Board) -> None:
    """What moderators decided about the leaver and noted, and what the leaver decided."""
    for member, by in ((leaver, cast.moderator), (cast.member, leaver)):
        impose(
            viewer=viewer(cast.administrator),
            member_id=member.pk,
            kind=Sanction.Kind.WARNING,
            reason="spam",
            statement="We say why.",
            days=30,
        )
        Note.objects.create(member=member, author=by, text="It was agreed.")
    Sanction.objects.filter(member=cast.member).update(imposed_by=leaver)
    Sanction.objects.create(
        member=cast.newcomer, kind="silence", reason="spam", endless=True, confirmed_by=leaver, confirmed_at=clock.now()
    )
    decision = Decision.objects.filter(member=leaver, actor=cast.administrator).latest("pk")
    Appeal.objects.create(decision=decision, member=leaver, actor=cast.administrator, text="I object.")
    first, second, third, answer = Decision.objects.exclude(pk=decision.pk).order_by("pk")[:4]
    Appeal.objects.create(decision=first, member=cast.member, actor=leaver, text="I object too.")
    Appeal.objects.create(decision=second, member=cast.member, seconder=leaver, text="And I.")
    Appeal.objects.create(
        decision=third, member=cast.member, text="And again.", outcome="refused", answer=answer, decided_by=leaver
    )


def _as_a_moderator(leaver: Member, cast: Cast, board: Board) -> None:
    """What the leaver took, left to others and wrote down; and a call about the leaver."""
    item = QueueItem.objects.exclude(post__author=leaver).first() or QueueItem.objects.earliest("pk")
    QueueItem.objects.filter(pk=item.pk).update(claimed_by=leaver, claimed_until=clock.now(), not_for=leaver)
    PassedOn.objects.create(item=item, member=leaver)
    Rule.objects.create(board=board, name="Shops", kind="words", text="shop", action="hold", written_by=leaver)
    CrisisCall.objects.create(
        post=Post.objects.filter(author=leaver).earliest("pk"), due_at=clock.now(), answered_at=clock.now()
    )


def _own_session(planted: Planted) -> None:
    own = SessionStore()
    own["_auth_user_id"] = str(planted.leaver.pk)
    own["something"] = planted.word("sessions.Session", "session_data")
    own.save()
    UserSession.objects.create(
        user=planted.leaver, ip="203.0.113.1", user_agent="A browser", session_key=own.session_key
    )


def _half_a_login(planted: Planted) -> None:
    """The session of a visitor who began to log in with an address of the leaver's."""
    word = planted.word("sessions.Session", "session_data")
    EmailAddress.objects.create(user=planted.leaver, email=f"{word}@example.org")
    visitor = SessionStore()
    visitor["account_login"] = {"email": f"{word}@Example.org"}
    visitor.save()


def _bounced(planted: Planted) -> None:
    """Mail to an address of the leaver's came back."""
    address = f"{planted.word('mailing.Bounce', 'address')}@example.org"
    EmailAddress.objects.create(user=planted.leaver, email=address)
    Bounce.objects.create(address=address, said=planted.word("mailing.Bounce", "said"))


def _job(planted: Planted) -> None:
    """Work that is done, and work that failed and says more than it should."""
    label = "django_tasks_database.DBTaskResult"
    common = {"backend_name": "default", "task_path": "medigest.jobs.tidy.tidy", "worker_ids": [], "priority": 0}
    DBTaskResult.objects.create(
        **common,
        status="SUCCESSFUL",
        args_kwargs={"args": [], "kwargs": {"name": planted.word(label, "args_kwargs")}},
        return_value=planted.word(label, "return_value"),
        exception_class_path=planted.word(label, "exception_class_path"),
    )
    DBTaskResult.objects.create(
        **common, status="FAILED", args_kwargs={"args": [], "kwargs": {}}, traceback=planted.word(label, "traceback")
    )


def _decisions(planted: Planted) -> None:
    """One about the leaver and one by the leaver, with words in their salts too."""
    label, leaver = "audit.Decision", planted.leaver.pk
    for actor, member in ((None, leaver), (leaver, None)):
        salts = {
            name: planted.word(label, f"{name}_salt")
            if name == ("actor" if actor else "member") or (member and name == "statement")
            else f"salt-{name}"
            for name in ("actor", "member", "statement")
        }
        statement = f"We say {planted.word(label, 'statement')}." if member else "Of another."
        Decision.objects.create(
            actor_id=actor,
            member_id=member,
            action="hide",
            target_kind="post",
            target_id=1,
            reason="spam",
            statement=statement,
            **{f"{name}_salt": salt for name, salt in salts.items()},
            actor_digest=digest(salts["actor"], actor),
            member_digest=digest(salts["member"], member),
            statement_digest=digest(salts["statement"], statement),
        )


def _others_spoke(planted: Planted, cast: Cast, board: Board) -> None:
    """What others wrote about the leaver, and repeated of the leaver's words: in every state, in every place."""
    name, address = f"@{planted.handle}", f"/members/{planted.handle}/"
    opening = Post.objects.filter(author=planted.leaver, opening=True, state="published", alias=None).earliest("pk")
    opening.source = f"I open this and tell of {planted.word('forums.Post', 'source')}."
    opening.save(update_fields=["source"])
    said = Post.objects.filter(author=planted.leaver, state__in=["published", "hidden", "removed"]).order_by("pk")
    words = "".join(quotation_of(post.pk, post.position, post.source) for post in said)
    text = f"{words}I thank {name} ({address}), says {{}}."
    board = _read_first(board, Board.Review.NONE)
    elsewhere = start(cast.author, board, title=f"Thanks to {name}", body=text.format("their thread")).thread
    reply(cast.author, opening.thread, text.format("a post"), alias="Blue Tit")
    for thread in (elsewhere, opening.thread):
        if thread == opening.thread:  # where a line is repeated by hand, too
            text = f"> {opening.source}\n\n{text}"
        one = reply(cast.member, thread, text.format("a post that is edited"))
        edit.edit(viewer=viewer(cast.member), post_id=one.pk, body="Without any.", opened_edits=0)
        one.refresh_from_db()
        report.report(viewer=viewer(cast.author), post_id=one.pk, reason=Reason.SPAM, note=f"It harms {name}.")
        two = reply(cast.member, thread, text.format("a post that is reported"))
        report.report(viewer=viewer(cast.author), post_id=two.pk, reason=Reason.SPAM, note="It harms.")
        hidden = reply(cast.member, thread, text.format("a post that is hidden"))
        hide.hide(viewer=viewer(cast.moderator), post_id=hidden.pk, reason=Reason.SPAM, statement="We say why.")
        _read_first(board, Board.Review.EVERYONE)
        reply(cast.member, thread, text.format("a post that waits"))
        edit.edit(viewer=viewer(cast.member), post_id=one.pk, body=text.format("an edit"), opened_edits=one.edits)
        _read_first(board, Board.Review.NONE)
        Draft.objects.create(member=cast.member, board=board, thread=thread, title=name, body=text.format("a draft"))
    bookmark(viewer=viewer(cast.member), post=opening, note=f"Ask {name}.")
    Note.objects.create(member=cast.member, author=cast.moderator, text=f"Quarrels with {name}.")
    Profile.objects.create(member=cast.member, bio=f"A friend of {name}.")
    Appeal.objects.filter(member=cast.member).update(text=f"It was {name}.")
    Picture.objects.exclude(owner=planted.leaver).update(alternative=f"A drawing by {name}")


def can_hold_words(column: models.Field) -> bool:
    roomy = column.max_length is None or column.max_length >= SHORTEST
    return isinstance(column, TEXTS) and roomy and not column.choices


def _fill(planted: Planted) -> None:
    """Put words into every column that is the leaver's and goes with the leaver."""
    for table, holding in registry.holdings():
        label = table.model._meta.label
        if holding.fate is Fate.UNNAMED or holding.owner is None or label in PLANTED_BY_HAND:
            continue
        rows = table.model._default_manager.filter(**{holding.owner or "pk": planted.leaver.pk})
        for pk in list(rows.values_list("pk", flat=True)):
            for name in holding.columns:
                column = table.model._meta.get_field(name)
                if can_hold_words(column) and (label, name) not in FILES:
                    value = _value(planted, label, column)
                    if (label, name) in KEPT_UNALTERED:
                        _write_anew(table.model, pk, name, value)
                        continue
                    table.model._default_manager.filter(pk=pk).update(**{name: value})


def _write_anew(model: type[models.Model], pk: int, name: str, value: Any) -> None:
    """Put a word where the database lets none be changed: into the row as if it had been made so."""
    row = model._default_manager.get(pk=pk)
    row.delete()
    row.pk = pk
    setattr(row, name, value)
    row.save(force_insert=True)


def _value(planted: Planted, label: str, column: Any) -> Any:
    if isinstance(column, models.GenericIPAddressField):
        return planted.address(label, column.name)
    word = planted.word(label, column.name)
    if isinstance(column, models.JSONField):
        return {"a": [word]}
    return f"{word}@example.org" if column.name == "email" else word
