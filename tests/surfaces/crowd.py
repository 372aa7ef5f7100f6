"""The same world with many more rows: what a page must not pay for."""

from datetime import date, timedelta

from allauth.usersessions.models import UserSession

from conditions.articles.draft import SourceFact, Typed, save_draft
from conditions.articles.publish import publish
from conditions.catalogue.describe import NameFact, create, describe
from conditions.catalogue.relate import relate
from conditions.models import Condition
from forums.appeals.models import Appeal
from forums.boards.models import Board, Moderator
from forums.drafts.models import Draft
from forums.following.models import Bookmark, Follow
from forums.notices.models import Notice
from forums.reading.models import ReadMark
from forums.review.models import QueueItem, Report
from forums.sanctions.models import Note, Sanction
from forums.threads.models import Post, State, Thread
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.models import Block, FormerHandle, Member
from tests.conftest import BY_AN_EDITOR
from tests.surfaces.world import ADA, ASPS, MINA, World

POSTS, THREADS, OTHERS = 2_000, 60, 60


def grow(world: World) -> None:
    """60 conditions, threads, reports and notices; 2,000 posts in one thread, 30 more revisions of one article."""
    people = Member.objects.bulk_create(Member(handle=f"crowd-{n:02}", password="!") for n in range(OTHERS))
    _conditions(people)
    board = Board.objects.get(slug=ASPS)
    decisions = _decisions(board, people)
    _fairness(board, people, decisions)
    _posts(Thread.objects.get(pk=world.thread("open").row.pk), people, decisions)
    _threads(board, people)
    _waiting(board, world, people)
    _around(world, people)


def _conditions(people: list[Member]) -> None:
    asps = Condition.objects.get(slug=ASPS)
    facts = [SourceFact(f"s{n}", f"Source {n}", "Press", "", "CC0", date(2026, 11, 1)) for n in range(30)]
    cited = " ".join(f"[@{fact.key}]" for fact in facts)
    for n, person in enumerate(people):
        condition = create(name=f"Alveolar condition {n:02}", definition="One of many.")
        names = [NameFact("acronym", f"AC{n:02}")]
        describe(condition, name=condition.name, definition=condition.definition, names=names, codes=[])
        if n < 30:
            relate(child_id=condition.pk, parent_ids=[asps.pk])
            sections = "\n\n".join(f"## Part {k} {{#part-{k}}}\n\nA text." for k in range(20))
            body = f"Said the {n}th time {cited}.\n\n## Symptoms {{#symptoms}}\n\nA swelling.\n\n{sections}"
            for pk in (asps.pk, condition.pk):
                publish(
                    condition_id=pk,
                    body=body,
                    sources=facts,
                    **BY_AN_EDITOR,
                    author_id=person.pk,
                )
    for person in people:
        save_draft(condition_id=asps.pk, editor_id=person.pk, typed=Typed(body, "", [fact.as_json() for fact in facts]))
    Board.objects.bulk_create(Board(slug=f"general-{n}", title=f"General {n}") for n in range(10))


def _decisions(board: Board, people: list[Member]) -> list[Decision]:
    told = list(Member.objects.filter(handle__in=[ADA, MINA]))
    made = Decision.objects.bulk_create(
        Decision(
            actor=people[n % len(people)],
            member=told[n % 2],
            action="hide",
            target_kind="post",
            target_id=Post.objects.earliest("pk").pk,
            place_id=board.pk,
            reason="spam",
            statement="One of many.",
        )
        for n in range(2 * OTHERS)
    )
    Notice.objects.bulk_create(Notice(member_id=one.member_id, kind="decision", event_id=one.pk) for one in made)
    # One of another kind stays on the page: each kind that is there is asked what it says.
    answer = Notice.objects.filter(member__handle=ADA, kind="answer").latest("pk")
    answer.pk, answer.event_id, answer.read_at = None, 10**6, clock.now()
    answer.save()
    return made


def _fairness(board: Board, people: list[Member], decisions: list[Decision]) -> None:
    ada, now = Member.objects.get(handle=ADA), clock.now()
    Sanction.objects.bulk_create(
        Sanction(member=ada, kind="warning", board=board, reason="spam", until=now + timedelta(days=9), imposed_by=one)
        for one in people
    )
    Moderator.objects.bulk_create(Moderator(member=one, board=board) for one in people)
    Note.objects.bulk_create(Note(member=ada, author=one, board=board, text="One of many.") for one in people)
    Appeal.objects.bulk_create(
        Appeal(decision=one, member_id=one.member_id, board=board, actor_id=one.actor_id, text="One of many.")
        for one in decisions
    )


def _posts(thread: Thread, people: list[Member], decisions: list[Decision]) -> None:
    first, now = Post.objects.filter(thread=thread, state=State.PUBLISHED).earliest("position"), clock.now()
    places = range(thread.last_position + 1, POSTS + 1)
    Post.objects.bulk_create(
        Post(
            thread=thread,
            position=place,
            author=people[place % len(people)],
            source="A text.",
            html="<p>A text.</p>",
            state=State.PUBLISHED,
            decision=decisions[place % len(decisions)],
            reply_to=first,
            submission_key=f"crowd-{place}",
            published_at=now,
        )
        for place in places
    )
    thread.last_position, thread.posts, thread.last_post_at = POSTS, thread.posts + len(places), now
    thread.save()
    board = thread.board
    board.posts, board.last_post_at = board.posts + len(places), now
    board.save()


def _threads(board: Board, people: list[Member]) -> None:
    now = clock.now()
    made = Thread.objects.bulk_create(
        Thread(
            board=board,
            title=f"One of many {n}",
            slug=f"one-of-many-{n}",
            author=people[n % len(people)],
            section_key="symptoms",
            section_heading="Symptoms",
            state=State.PUBLISHED,
            pinned_at=now if n < 5 else None,
            posts=1,
            last_position=1,
            last_post_at=now,
        )
        for n in range(THREADS)
    )
    Post.objects.bulk_create(
        Post(
            thread=thread,
            position=1,
            author_id=thread.author_id,
            source="A text.",
            html="<p>A text.</p>",
            state=State.PUBLISHED,
            opening=True,
            submission_key=f"crowd-opening-{thread.pk}",
            published_at=now,
        )
        for thread in made
    )
    board.refresh_from_db()
    sections = {**board.sections, "symptoms": board.sections.get("symptoms", 0) + THREADS}
    board.threads, board.posts, board.sections = board.threads + THREADS, board.posts + THREADS, sections
    board.last_post_at = now
    board.save()


def _waiting(board: Board, world: World, people: list[Member]) -> None:
    thread, reported = world.thread("open").row, world.post("reported").row
    held = Post.objects.bulk_create(
        Post(thread=thread, author=person, source="It waits.", html="<p>It waits.</p>", submission_key="crowd-held")
        for person in people
    )
    now = clock.now()
    QueueItem.objects.bulk_create(QueueItem(post=post, board=board, held=True, since=now) for post in held)
    many = [*[reported] * len(people), *held]
    Report.objects.bulk_create(
        Report(post=post, reporter=people[n % len(people)], reason="spam", note="One of many.", snapshot=post.source)
        for n, post in enumerate(many)
    )
    QueueItem.objects.filter(post=reported).update(reports=1 + len(people))


def _around(world: World, people: list[Member]) -> None:
    """What hangs on the two members who are measured: blocks, sessions, earlier handles, posts on many boards,
    follows, marks and bookmarks."""
    mina, ada = Member.objects.get(handle=MINA), Member.objects.get(handle=ADA)
    Block.objects.bulk_create(Block(member=mina, blocked=person) for person in people)
    UserSession.objects.bulk_create(
        UserSession(user=mina, ip="127.0.0.1", session_key=f"crowd-{n}", user_agent="x") for n in range(OTHERS)
    )
    FormerHandle.objects.bulk_create(FormerHandle(member=ada, handle=f"ada-{n:03}") for n in range(OTHERS))
    threads = Thread.objects.filter(title__startswith="One of many")
    Follow.objects.bulk_create(Follow(member=mina, thread=one, level="tracking") for one in threads)
    ReadMark.objects.bulk_create(ReadMark(member=mina, thread=one, position=1) for one in threads[: THREADS // 2])
    Bookmark.objects.bulk_create(
        Bookmark(member=mina, post=one) for one in Post.objects.filter(submission_key__startswith="crowd-opening")
    )
    Draft.objects.bulk_create(Draft(member=mina, board=one.board, thread=one, body="Begun.") for one in threads)
    now = clock.now()
    for general in Board.objects.filter(slug__startswith="general-"):
        thread = Thread.objects.create(
            board=general,
            title="One",
            slug="one",
            author=ada,
            state=State.PUBLISHED,
            posts=1,
            last_position=1,
            last_post_at=now,
        )
        Post.objects.create(
            thread=thread,
            position=1,
            author=ada,
            source="A text.",
            html="<p>A text.</p>",
            state=State.PUBLISHED,
            opening=True,
            submission_key=f"crowd-general-{general.pk}",
            published_at=now,
        )
        Board.objects.filter(pk=general.pk).update(threads=1, posts=1, last_post_at=now)
