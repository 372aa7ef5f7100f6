"""Who is told of a post, once and in one row per thread, and what the row still says when posts are hidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from forums.boards.models import Board
from forums.following.follow import follow_board, follow_thread
from forums.following.models import Follow
from forums.notices import kinds
from forums.notices.models import Notice
from forums.notices.replies import watching
from forums.review.approve import approve
from forums.review.hide import hide, hide_thread
from medigest.jobs.drain import drain
from medigest.members.blocks.block import block
from medigest.members.models import Member
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID

WATCHING, TRACKING, MUTED = Follow.Level.WATCHING, Follow.Level.TRACKING, Follow.Level.MUTED


def told(member) -> list[str]:
    """What the member's notices of posts say now, newest first."""
    drain()
    rows = list(Notice.objects.shown().filter(member=member, kind__in=["answer", "watched"]).order_by("-pk"))
    say = kinds.tell(rows, viewer(member))
    return [say[row.pk].text if row.pk in say else "" for row in rows]


def test_who_is_answered_and_who_started_the_thread_are_told_and_nobody_else(cast, thread):
    first = reply(cast.member, thread)
    reply(cast.local, thread, reply_to=first.position)
    reply(cast.author, thread)
    assert told(cast.author) == ["2 new posts answer you, or stand in a thread that you started."]
    assert told(cast.member) == ["Somebody answered you, or wrote in a thread that you started."]
    assert told(cast.local) == []


def test_a_held_reply_is_told_of_when_it_is_published_and_once(cast, thread):
    held = reply(cast.newcomer, thread)
    assert told(cast.author) == []
    approve(viewer=viewer(cast.moderator), post_id=held.pk)
    assert len(told(cast.author)) == 1


@pytest.fixture
def wider(asps) -> Board:
    """The board of what ASPS is a kind of."""
    sarcoma = create(name="Sarcoma", definition="A cancer of connective tissue.")
    relate(child_id=asps.pk, parent_ids=[sarcoma.pk])
    return Board.objects.get(condition=sarcoma)


def test_whoever_watches_the_thread_its_board_or_one_above_is_told_in_one_row(cast, thread, board, wider):
    follow_thread(viewer=viewer(cast.member), thread=thread, level=WATCHING)
    follow_board(viewer=viewer(cast.member), board=board, level=WATCHING)
    follow_board(viewer=viewer(cast.editor), board=wider, level=WATCHING, beneath=True)
    follow_board(viewer=viewer(cast.newcomer), board=wider, level=WATCHING)
    for _ in range(3):
        reply(cast.author, thread)
    for who in (cast.member, cast.editor):
        assert told(who) == ["3 new posts in a thread that you watch."]
    assert told(cast.newcomer) == []
    start(cast.author, board)
    assert told(cast.member)[0] == "A new thread on a board that you watch."


def test_the_nearest_choice_holds_and_muting_or_following_quietly_brings_no_notice(cast, thread, board, wider):
    follow_board(viewer=viewer(cast.member), board=board, level=WATCHING)
    follow_thread(viewer=viewer(cast.member), thread=thread, level=MUTED)
    follow_board(viewer=viewer(cast.editor), board=wider, level=WATCHING, beneath=True)
    follow_board(viewer=viewer(cast.editor), board=board, level=TRACKING)
    follow_thread(viewer=viewer(cast.author), thread=thread, level=MUTED)
    reply(cast.local, thread)
    for who in (cast.member, cast.editor, cast.author):
        assert told(who) == []


def test_what_is_hidden_is_counted_no_more_and_at_last_told_no_more(cast, thread):
    follow_thread(viewer=viewer(cast.member), thread=thread, level=WATCHING)
    said = [reply(cast.author, thread) for _ in range(3)]
    hide(viewer=viewer(cast.moderator), post_id=said[-1].pk, **SAID)
    assert told(cast.member) == ["2 new posts in a thread that you watch."]
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert told(cast.member) == [""]


def test_nobody_hears_of_an_author_whom_they_blocked_before_or_since(cast, thread):
    for who in (cast.member, cast.editor):
        follow_thread(viewer=viewer(who), thread=thread, level=WATCHING)
    block(member_id=cast.member.pk, blocked_id=cast.author.pk)
    reply(cast.author, thread)
    assert told(cast.member) == []
    assert len(told(cast.editor)) == 1
    block(member_id=cast.editor.pk, blocked_id=cast.author.pk)
    assert told(cast.editor) == [""]


def test_the_audience_narrows_at_once(cast, board, thread, enter):
    follow_board(viewer=viewer(cast.member), board=board, level=WATCHING)
    said = reply(cast.author, thread)
    assert [one.member for one in watching(said.pk)] == [cast.member]
    assert told(cast.member) == ["A new post in a thread that you watch."]
    [notice] = Notice.objects.shown().filter(member=cast.member, kind="watched")
    assert kinds.kind_named("watched").address(notice).endswith(f"/{thread.pk}/{thread.slug}/unread/")


def test_ten_thousand_who_watch_cost_the_poster_one_row_in_the_queue(cast, thread, monkeypatch, settings):
    settings.JOBS_AT_ONCE = False
    people = Member.objects.bulk_create(Member(handle=f"many-{n:05}", password="!") for n in range(10_000))
    follows = [Follow(member=one, thread=thread, level=WATCHING) for one in people]
    with CaptureQueriesContext(connection) as alone:
        reply(cast.author, thread)
    Follow.objects.bulk_create(follows)
    before = DBTaskResult.objects.count()
    with CaptureQueriesContext(connection) as watched:
        reply(cast.author, thread)
    assert len(watched) == len(alone)
    assert DBTaskResult.objects.count() == before + 1
