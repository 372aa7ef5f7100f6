"""The cast: the people of every test, and how they come in."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from conditions.articles.authorship import Authorship
from conditions.articles.models import Origin
from conditions.catalogue.describe import NameFact, create, describe
from conditions.models import Condition, Disclaimer
from forums.boards.appoint import appoint
from forums.boards.models import Board
from forums.policy import NEWCOMER_POSTS
from forums.rules.models import Rule
from forums.threads import reply as replying
from forums.threads import start as starting
from forums.threads.models import Post, State, Thread
from medigest.kit import clock
from medigest.kit.guards import AppendOnly
from medigest.members.consents import ages
from medigest.members.consents.accept import accept
from medigest.members.models import Member
from medigest.members.viewer import Viewer
from tests.ground import Ground

PASSWORD = "a-long-test-password"

# At home each run tries new examples; CI tries the same ones each time, so that a failure there is the change's own.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")


# Who wrote what the tests publish as an editor: no text of an editor goes without.
AUTHORSHIP = Authorship("Edda Editor", "Medical writer", "None stated")
# How a test publishes as an editor, whether its text cites or not.
BY_AN_EDITOR = {"origin": Origin.EDITOR, "authorship": AUTHORSHIP, "unmarked": "The text of a test."}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database: the rest answers the same on each, and `make test` asks it once."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits count per test, and pages are kept no longer than it."""
    _clear()
    yield
    _clear()


def _clear() -> None:
    for one in caches.all(initialized_only=False):
        one.clear()


@pytest.fixture
def still() -> Iterator[None]:
    """Time stands still, so that no window of a rate limit ends in the middle of a test."""
    with clock.at(clock.now()):
        yield


@cache
def guards() -> list[AppendOnly]:
    """The guards that the migrations put on append-only tables."""
    loader = MigrationLoader(connection)
    operations = [one for migration in loader.disk_migrations.values() for one in migration.operations]
    return [one for one in operations if isinstance(one, AppendOnly)]


@pytest.fixture
def _thrown_away_or_made_whole(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[None]:
    """Where a committing test writes: on SQLite a copy in a file, thrown away; on PostgreSQL the database itself,
    where what migrations had put stands again after the flush that ends the test."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield from copied_to(tmp_path / "committing.sqlite3")
            return
        kept = [(model, list(model.objects.all())) for model in (Disclaimer, Rule)]
        yield
        for model, rows in kept:
            model.objects.bulk_create(rows)
        for guard in guards():
            guard.install(connection)


def copied_to(path: Path) -> Iterator[None]:
    """The tests' database in memory can't be written by many threads as a file can: they would meet other locks."""
    memory, name = connections[DEFAULT_DB_ALIAS], connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    connections.settings[DEFAULT_DB_ALIAS]["NAME"] = str(path)
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    # Alone: the first connection turns the journal to WAL, and two who do that at once meet a lock.
    connections[DEFAULT_DB_ALIAS].ensure_connection()
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections.settings[DEFAULT_DB_ALIAS]["NAME"] = name
        connections[DEFAULT_DB_ALIAS] = memory


@pytest.fixture
def committing_db(_thrown_away_or_made_whole: None, transactional_db: None) -> Iterator[None]:
    """A database whose transactions really commit; threads may have connections of their own.

    Ask for it by `usefixtures`, so that it comes before the cast. The guards rest while the rows are flushed.
    """
    yield
    for guard in guards():
        guard.remove(connection)


@dataclass
class Cast:
    """The people. `local` moderates the ASPS board only; `author` wrote enough to be no newcomer."""

    newcomer: Member
    member: Member
    author: Member
    moderator: Member
    local: Member
    editor: Member
    administrator: Member


def make_member(handle: str, *, role: Member.Role = Member.Role.MEMBER, consented: bool = True) -> Member:
    """A member with a mail address and, unless told otherwise, every consent."""
    member = Member.objects.create_user(handle, f"{handle}@example.org", PASSWORD, role=role)
    if consented:
        accept(member_id=member.pk)
        ages.confirm(member_id=member.pk, country="", age=ages.STRICTEST)
    return member


def viewer(member: Member | None, *, second_factor: bool = True) -> Viewer:
    """The member's viewer; None is a visitor."""
    return Viewer(member, second_factor=second_factor)


def _asps() -> Condition:
    condition = create(name="Alveolar soft part sarcoma", definition="A rare cancer of soft tissue.")
    names = [NameFact("acronym", "ASPS")]
    describe(condition, name=condition.name, definition=condition.definition, names=names, codes=[])
    return condition


@pytest.fixture
def asps(db: None) -> Condition:
    """The first condition, with its acronym and its board."""
    laid = ground.get()
    return laid[0] if laid else _asps()


@pytest.fixture
def board(asps: Condition) -> Board:
    """The ASPS board."""
    return Board.objects.get(condition=asps)


@pytest.fixture
def quiet(db: None) -> Board:
    """A members-only board without a condition."""
    return Board.objects.create(slug="quiet-room", title="The quiet room", audience=Board.Audience.MEMBERS)


@pytest.fixture
def cast(board: Board) -> Cast:
    """Everybody, with their powers."""
    laid = ground.get()
    return laid[1] if laid else _cast(board)


def _cast(board: Board) -> Cast:
    cast = Cast(
        newcomer=make_member("nell-newcomer"),
        member=make_member("mina-member"),
        author=make_member("ada-author"),
        moderator=make_member("mo-moderator"),
        local=make_member("lou-local"),
        editor=make_member("edda-editor", role=Member.Role.EDITOR),
        administrator=make_member("adam-admin", role=Member.Role.ADMINISTRATOR),
    )
    appoint(member_id=cast.moderator.pk, board_id=None)
    appoint(member_id=cast.local.pk, board_id=board.pk)
    settle(cast.member, cast.author)
    return cast


def settle(*members: Member) -> None:
    """Make members no newcomers any more, by posts on a board of their own: rows put there at once, for speed."""
    moment, number = clock.now(), len(members) * NEWCOMER_POSTS
    counted = {"threads": number, "posts": number, "last_post_at": moment}
    elsewhere = Board.objects.create(slug="settled", title="Settled", review=Board.Review.NONE, **counted)
    threads = Thread.objects.bulk_create(
        Thread(
            board=elsewhere,
            title=f"Hello number {number}",
            slug=f"hello-number-{number}",
            author=member,
            state=State.PUBLISHED,
            posts=1,
            last_position=1,
            last_post_at=moment,
        )
        for member in members
        for number in range(NEWCOMER_POSTS)
    )
    Post.objects.bulk_create(
        Post(
            thread=thread,
            author_id=thread.author_id,
            source="I am here.",
            html="<p>I am here.</p>",
            state=State.PUBLISHED,
            position=1,
            published_at=moment,
            opening=True,
            submission_key=f"settled-{thread.pk}",
        )
        for thread in threads
    )


def _lay() -> tuple[Condition, Cast]:
    condition = _asps()
    return condition, _cast(Board.objects.get(condition=condition))


ground = Ground("cast", _lay)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Who does not stand on the ground does not find it there."""
    if not ground.stands_under(item):
        ground.take_up()


@pytest.fixture(scope="session")
def _taken_up_at_last(django_db_setup: None) -> Iterator[None]:
    yield
    ground.take_up()


@pytest.fixture(autouse=True)
def _grounded(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """The ground lies before the test's own transaction begins."""
    if ground.stands_under(request.node):
        request.getfixturevalue("_taken_up_at_last")
        ground.lay(django_db_blocker)


_keys = iter(range(10**9))


def start(
    member: Member, board: Board, *, title: str = "How do you wait?", body: str = "Between scans.", **more: str
) -> Post:
    """Start a thread; the opening post."""
    key = more.pop("key", f"test-key-{next(_keys):08}")
    return starting.start(viewer=viewer(member), board=board, title=title, body=body, key=key, **more).post


def reply(
    member: Member,
    thread: Thread,
    body: str = "I walk.",
    *,
    key: str = "",
    reply_to: int | None = None,
    alias: str = "",
) -> Post:
    """Reply in a thread; the post."""
    who, key = viewer(member), key or f"test-key-{next(_keys):08}"
    return replying.reply(viewer=who, thread_id=thread.pk, body=body, key=key, reply_to=reply_to, alias=alias).post


Enter = Callable[..., Client]


@pytest.fixture
def enter() -> Enter:
    """`enter(member)`: a browser in which the member is logged in, with a second factor; `enter(None)`: a visitor's."""

    def come_in(member: Member | None, *, second_factor: bool = True) -> Client:
        client = Client()
        if member is not None:
            client.force_login(member)
            session = client.session
            methods = [{"method": "password", "at": 0}] + ([{"method": "mfa", "type": "totp"}] if second_factor else [])
            session["account_authentication_methods"] = methods
            session["account_authentication_methods_user"] = str(member.pk)
            session.save()
        return client

    return come_in
