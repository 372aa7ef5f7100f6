"""PostgreSQL reads for a page what the page shows, not what the forum holds."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forums.activity.show import show
from forums.boards.models import Board
from forums.threads.models import Post, Thread
from forums.threads.rows import page_of, thread_url
from medigest.members.models import Member
from medigest.ops.seed.texts import EVERY_SECOND, ORDINARY
from tests.conftest import Enter

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="shows what only PostgreSQL does"),
]

CONTENT = {"forums_post", "forums_thread", "forums_postentry"}
POSTS = 4000
# A page of 20 with what stands around it, and for members a look at the newest posts of each of its threads.
MOST_ROWS = 300


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def read(node: dict[str, Any]) -> int:
    """The rows that a node looked at, those that it threw away included."""
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return int((node["Actual Rows"] + removed) * node["Actual Loops"])


def plans(sql: str) -> list[dict[str, Any]]:
    """The nodes that read posts or threads. Forced off sequences: few rows would be read that way whatever is there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        [[found]] = cursor.fetchall()
    return [node for node in nodes(found[0]["Plan"]) if node.get("Relation Name") in CONTENT]


def know_the_tables() -> None:
    """Let the database count what is there now, not what it found whenever it looked last."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_nor_does_writing_a_post(enter: Enter) -> None:
    call_command("seed_forum", conditions=40, threads=400, posts=POSTS, members=30, verbosity=0)
    longest = Thread.objects.select_related("board").order_by("-last_position")[0]
    writer = Member.objects.annotate(number=Count("posts")).order_by("-number")[0]
    know_the_tables()
    client = enter(writer)
    reply = {"body": "A reply that quotes nothing.", "key": "a-key-of-its-own-1"}
    begin = {"title": "A new thread", "body": "Its first post.", "key": "a-key-of-its-own-2"}
    for url, form in ((f"{thread_url(longest, longest.board)}reply/", reply), (f"{longest.board.url}new/", begin)):
        with CaptureQueriesContext(connection) as asked:
            assert client.post(url, form).status_code == 302, url
        selected = [one["sql"] for one in asked if one["sql"].lstrip("(").startswith("SELECT")]
        assert len(selected) > 10
        for sql in selected:
            for node in plans(sql.removesuffix("FOR UPDATE")):
                assert node["Node Type"] != "Seq Scan", sql
                assert read(node) <= MOST_ROWS, (sql, node["Node Type"], node["Actual Rows"])


def test_no_page_reads_posts_or_threads_by_the_dozen_hundred(enter: Enter) -> None:
    call_command("seed_forum", conditions=40, threads=400, posts=POSTS, members=30, verbosity=0)
    know_the_tables()
    longest = Thread.objects.select_related("board").order_by("-last_position")[0]
    member, reticent = Member.objects.filter(posts__isnull=False).distinct().order_by("pk")[:2]
    show(member_id=member.pk, leave_out=[])
    board: Board = longest.board
    listed = [
        reverse("home"),
        reverse("forums:index"),
        board.url,
        f"{board.url}?tab=unanswered",
        reverse("conditions:article", args=[board.condition.slug]) if board.condition else "",
        thread_url(longest, board),
        thread_url(longest, board, page=page_of(longest.last_position)),
        reverse("members:profile", args=[member.handle]),
        reverse("members:profile", args=[reticent.handle]),
        Post.objects.filter(thread=longest).latest("pk").get_absolute_url(),
    ]
    searched = [f"/search/?q={'+'.join(ORDINARY)}", f"/search/?q={EVERY_SECOND}", "/search/suggest/?q=bab"]
    for client in (enter(None), enter(member)):
        for url in [*listed, *searched]:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code in (200, 302), url
            for sql in [one["sql"] for one in asked if one["sql"].startswith("SELECT")]:
                for node in plans(sql):
                    assert node["Node Type"] != "Seq Scan", (url, sql)
                    if url in listed:
                        assert read(node) <= MOST_ROWS, (url, sql, node["Node Type"], node["Actual Rows"])
