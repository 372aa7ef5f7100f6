"""Fill the forum: few boards and threads have most of the posts, as everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils.text import slugify

from conditions.catalogue.folding import fold
from conditions.models import Closure, Condition, Parent
from conditions.signals import conditions_created
from forums.boards.models import Board
from forums.review.enqueue import enqueue
from forums.search.models import PostEntry
from forums.threads.models import PLACED, Post, State, Thread
from medigest.kit import clock
from medigest.members.consents import ages
from medigest.members.consents.documents import CURRENT
from medigest.members.models import AgeConfirmation, Consent, Member
from medigest.ops.seed.load import Row, bare, load, next_key, settle_sequences
from medigest.ops.seed.texts import Texts, html_of, plain_of, source_of

LONGEST = 10_000
SPAN = timedelta(days=3 * 365)
CHILDREN = 4  # of each condition in the invented hierarchy
CHUNK = 20_000
# Of a thousand posts so many are hidden, removed, held.
HIDDEN, REMOVED, HELD = 4, 2, 1

MEMBER = ("id", "handle", "email", "password", "date_joined")
THREAD = (
    *("id", "board_id", "title", "slug", "author_id", "state"),
    *("posts", "last_position", "last_post_at", "version", "created_at"),
)
POST = (
    *("id", "thread_id", "position", "author_id", "source", "html", "state", "opening", "submission_key"),
    *("created_at", "published_at"),
)


@dataclass
class Tally:
    """What a board has to count."""

    threads: int = 0
    posts: int = 0
    last_post_at: datetime | None = None


@dataclass
class Seeding:
    """One filling; `moment` is when everything has happened."""

    random: Random
    texts: Texts
    moment: datetime
    members: list[int] = field(default_factory=list)
    boards: list[int] = field(default_factory=list)
    tallies: dict[int, Tally] = field(default_factory=dict)
    threads: list[Row] = field(default_factory=list)
    held: list[int] = field(default_factory=list)


def fill(*, conditions: int, threads: int, posts: int, members: int, words: int, seed: int) -> None:
    """Add so many of each, in one transaction. The same numbers and seed give the same forum."""
    random = Random(seed)  # noqa: S311  # invented texts, no secrets
    run = Seeding(random, Texts(random, words), clock.now())
    with transaction.atomic():
        _add_members(run, members)
        _add_conditions(run, conditions)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with bare([Thread, Post, PostEntry]):
            _add_posts(run, _sizes(threads, posts))
            load(Thread, THREAD, run.threads)
        settle_sequences([Member, Condition, Thread, Post])
        _count(run)
        enqueue(run.held)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _when(at: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _add_members(run: Seeding, number: int) -> None:
    first = next_key(Member)
    run.members = list(range(first, first + number))
    joined = _when(run.moment - SPAN)
    load(
        Member,
        MEMBER,
        ((pk, f"{run.texts.name(1)}-{pk}", f"seed-{pk}@example.org", f"!{pk}", joined) for pk in run.members),
    )
    settle_sequences([Member])
    consents = ((pk, kind.value, version, joined) for pk in run.members for kind, version in CURRENT.items())
    load(Consent, ("member_id", "kind", "version", "given_at"), consents)
    confirmed = ((pk, "", ages.STRICTEST, ages.VERSION, joined) for pk in run.members)
    load(AgeConfirmation, ("member_id", "rule", "minimum", "version", "confirmed_at"), confirmed)


def _add_conditions(run: Seeding, number: int) -> None:
    """Conditions in a tree, and their boards by the receiver that opens boards for any condition."""
    first = next_key(Condition)
    keys = range(first, first + number)
    rows = []
    for pk in keys:
        name = f"{run.texts.name(2)} {pk}"
        rows.append((pk, slugify(name), name, fold(name), f"{run.texts.name(8)}.", _when(run.moment)))
    load(Condition, ("id", "slug", "name", "folded", "definition", "created_at"), rows)
    above = {pk: first + (pk - first - 1) // CHILDREN for pk in keys if pk > first}
    load(Parent, ("child_id", "parent_id"), above.items())
    load(Closure, ("ancestor_id", "descendant_id"), _closure(keys, above))
    settle_sequences([Condition])
    for start in range(0, number, CHUNK):
        conditions_created.send(sender=Condition, ids=list(keys[start : start + CHUNK]))
    run.boards = list(Board.objects.filter(condition__in=keys).order_by("pk").values_list("pk", flat=True))
    run.tallies = {pk: Tally() for pk in run.boards}


def _closure(keys: range, above: dict[int, int]) -> Iterator[Row]:
    for pk in keys:
        ancestor: int | None = pk
        while ancestor is not None:
            yield ancestor, pk
            ancestor = above.get(ancestor)


def _sizes(threads: int, posts: int) -> list[int]:
    """Posts per thread: one long thread, then fewer and fewer; none is empty."""
    longest = min(LONGEST, max(1, posts // 2))
    weights = [1 / (rank + 1) ** 0.8 for rank in range(1, threads)]
    left, total = posts - longest - len(weights), sum(weights)
    sizes = [longest, *(1 + min(longest - 1, int(left * weight / total)) for weight in weights)]
    for rank in range(posts - sum(sizes)):
        sizes[1 + rank % (threads - 1)] += 1
    return sizes


def _skewed(random: Random, among: list[int]) -> int:
    """One of them, the first far oftener than the last."""
    return among[int(len(among) * random.random() ** 3)]


def _add_posts(run: Seeding, sizes: list[int]) -> None:
    post_key, thread_key = next_key(Post), next_key(Thread)
    made = _posts(run, sizes, post_key, thread_key)
    while chunk := list(islice(made, CHUNK)):
        load(Post, POST, (post for post, _entry in chunk))
        load(PostEntry, ("post_id", "title", "text"), (entry for _post, entry in chunk if entry))


def _posts(run: Seeding, sizes: list[int], post_key: int, thread_key: int) -> Iterator[tuple[Row, Row | None]]:
    """Each post with its entry of the index; its thread is kept for later, with what it counts."""
    for number, size in enumerate(sizes):
        thread = thread_key + number
        board = run.boards[0] if number == 0 else _skewed(run.random, run.boards)
        title = run.texts.name(run.random.randint(3, 8))
        started = run.moment - SPAN * run.random.random()
        step = (run.moment - started) * run.random.random() / size
        shown, position, newest, opener = 0, 0, started, 0
        for index in range(size):
            state = _state(run.random, opening=index == 0)
            written = started + step * index
            placed = state in PLACED
            position += placed
            author = _skewed(run.random, run.members)
            opener = opener or author
            text = run.texts.paragraphs()
            entry = None
            if state == State.PUBLISHED:
                shown, newest = shown + 1, written
                entry = (post_key, title if index == 0 else "", plain_of(text))
            if state == State.HELD:
                run.held.append(post_key)
            at = _when(written)
            words = source_of(text), html_of(text), state.value, index == 0, f"seed-{post_key}"
            post = (post_key, thread, position if placed else None, author, *words, at, at if placed else None)
            yield post, entry
            post_key += 1
        about = (thread, board, title, slugify(title)[:80], opener, State.PUBLISHED.value)
        run.threads.append((*about, shown, position, _when(newest), 1, _when(started)))
        tally = run.tallies[board]
        tally.threads, tally.posts = tally.threads + 1, tally.posts + shown
        tally.last_post_at = max(tally.last_post_at or newest, newest)


def _state(random: Random, *, opening: bool) -> State:
    drawn = random.random() * 1000
    if opening or drawn >= HIDDEN + REMOVED + HELD:
        return State.PUBLISHED
    if drawn < HIDDEN:
        return State.HIDDEN
    return State.REMOVED if drawn < HIDDEN + REMOVED else State.HELD


def _count(run: Seeding) -> None:
    """Write what the boards count."""
    boards = []
    for board in Board.objects.filter(pk__in=run.boards).only("threads", "posts", "last_post_at"):
        tally = run.tallies[board.pk]
        board.threads, board.posts, board.last_post_at = tally.threads, tally.posts, tally.last_post_at
        boards.append(board)
    Board.objects.bulk_update(boards, ["threads", "posts", "last_post_at"], batch_size=500)
