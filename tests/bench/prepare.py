"""Fill the database, and write down what to ask: `python -m tests.bench.prepare PLAN POSTS THREADS ROUNDS`."""

import json
import os
import random
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402  settings must be ready
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from conditions.importers import FORMATS, files, runner  # noqa: E402
from conditions.models import Condition, Parent  # noqa: E402
from forums.boards.models import Board  # noqa: E402
from forums.policy import NEWCOMER_POSTS  # noqa: E402
from forums.threads.models import Thread  # noqa: E402
from forums.threads.rows import PAGE_SIZE, page_of, thread_url  # noqa: E402
from medigest.members.models import Member  # noqa: E402
from medigest.ops.seed.texts import EVERY_SECOND, ORDINARY  # noqa: E402

SAMPLES = Path(settings.BASE_DIR) / "conditions" / "samples"
CSRF = "c" * 32
OFTEN, SOMETIMES, SELDOM = 120, 50, 12  # requests a round: kept, rendered, searched
WRITERS, EACH = 80, 5


def fill(posts: int, threads: int) -> None:
    call_command("migrate", verbosity=0)
    if not Condition.objects.exists():
        runner.run(files.read_all(FORMATS["markdown"], [str(SAMPLES)]), dry_run=False)
    there = Board.objects.aggregate(posts=Count("pk"))["posts"] and sum(Board.objects.values_list("posts", flat=True))
    more = {"conditions": 500, "members": 2000, "words": 120, "posts": posts - there}
    call_command("seed_forum", threads=threads - Thread.objects.count(), seed=there + 1, **more)


def cookie_of(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(member.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def plan(rounds: int) -> dict[str, Any]:
    dice = random.Random(rounds)
    threads = list(Thread.objects.select_related("board").filter(state="published", board__audience="public"))
    longest = max(threads, key=lambda one: one.last_position)
    short = min(threads, key=lambda one: abs(one.last_position - PAGE_SIZE))
    article = Condition.objects.exclude(article=None).order_by("pk")[0]
    parent = Parent.objects.order_by("pk")[0].parent
    board = longest.board
    last = thread_url(longest, board, page=page_of(longest.last_position))
    fresh = [
        thread_url(one, one.board, page=page)
        for one in threads
        if one not in (short, longest)
        for page in range(1, page_of(one.last_position) + 1)
    ]
    boards = [f"/forums/{slug}/" for slug in Board.objects.filter(threads__gt=0).values_list("slug", flat=True)]
    articles = [f"/conditions/{slug}/" for slug in Condition.objects.values_list("slug", flat=True)]
    for urls in (fresh, boards, articles):
        dice.shuffle(urls)
    settled = Member.objects.filter(posts__position__isnull=False).annotate(number=Count("posts"))
    writers = list(settled.filter(number__gte=NEWCOMER_POSTS).order_by("pk")[: WRITERS * 2 + 1])
    member = cookie_of(writers.pop())
    two, common = f"/search/?{urlencode({'q': ' '.join(ORDINARY)})}", f"/search/?{urlencode({'q': EVERY_SECOND})}"
    pages = [
        ("home", "/"),
        ("article", article.url),
        ("forums", "/forums/"),
        ("board", board.url),
        ("board with all beneath", f"/forums/{parent.board.slug}/?include=beneath"),
        ("thread, 20 posts", thread_url(short, short.board)),
        ("long thread, first page", thread_url(longest, board)),
        ("long thread, last page", last),
    ]
    found: list[dict[str, Any]] = [_page(name, "visitor, again", [url], OFTEN) for name, url in pages]
    for name, urls in (("thread", fresh), ("board", boards), ("article", articles)):
        found.append(_page(name, "visitor, never seen", urls[1 : 1 + SOMETIMES * rounds], SOMETIMES))
    found += [_page(name, "member", [url], SOMETIMES, member) for name, url in pages]
    found += [
        _page("search, two words", "visitor", [two], SELDOM),
        _page("search, a word of every second post", "visitor", [common], SELDOM),
    ]
    for one in found:
        one["queries"] = _queries(one["urls"][0], one["cookie"], again=one["role"] == "visitor, again")
    cookies = [cookie_of(one) for one in writers]
    return {
        "pages": found,
        "posts": sum(Board.objects.values_list("posts", flat=True)),
        "replies": [
            (f"{thread_url(longest, board)}reply/", cookie, _form(body="A reply for the bench."))
            for _ in range(EACH)
            for cookie in cookies[:WRITERS]
        ],
        "starts": [
            (f"{board.url}new/", cookie, _form(title="A thread for the bench", body="Its first post."))
            for cookie in cookies[WRITERS:]
        ],
    }


def _form(**fields: str) -> str:
    return urlencode({"csrfmiddlewaretoken": CSRF, "key": str(uuid.uuid4()), **fields})


def _page(name: str, role: str, urls: list[str], number: int, cookie: str = "") -> dict[str, Any]:
    return {"name": name, "role": role, "urls": urls, "number": number, "cookie": cookie}


def _queries(url: str, cookie: str, *, again: bool) -> int:
    """The queries that one request asks; with `again` the second one for the same page."""
    client = Client(SERVER_NAME="127.0.0.1", HTTP_COOKIE=cookie)
    if again:
        client.get(url)
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


if __name__ == "__main__":
    target, posts, threads, rounds = sys.argv[1], *map(int, sys.argv[2:])
    fill(posts, threads)
    Path(target).write_text(json.dumps(plan(rounds)))
