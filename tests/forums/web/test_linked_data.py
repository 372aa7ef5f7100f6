"""What a thread's page tells machines: what Google requires, and nothing that a visitor may not read."""

import json
import re
from typing import Any

import pytest

from forums.boards.models import Board
from forums.review.hide import hide
from forums.threads.models import Post, Thread
from forums.threads.rows import thread_url
from tests.conftest import Cast, Enter, reply, viewer
from tests.forums.helpers import SAID

pytestmark = pytest.mark.django_db

FACTS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
REQUIRED = {"author", "datePublished", "text"}


@pytest.fixture
def found_from_outside(board: Board) -> Board:
    Board.objects.filter(pk=board.pk).update(indexable=True)
    return board


def told(enter: Enter, thread: Thread, member: Any = None) -> dict[str, Any] | None:
    page = enter(member).get(thread_url(thread, thread.board)).content.decode()
    found = FACTS.findall(page)
    return json.loads(found[0]) if found else None


def test_a_thread_tells_every_field_that_google_requires(enter, cast: Cast, found_from_outside, thread: Thread):
    reply(cast.member, thread, "I walk </script> & *count*.")
    facts = told(enter, thread)
    assert facts
    assert facts["@type"] == "DiscussionForumPosting"
    assert facts["url"] == f"http://127.0.0.1:8000{thread_url(thread, thread.board)}"
    [comment] = facts["comment"]
    for one in (facts, comment):
        assert one.keys() >= REQUIRED
        assert one["author"]["name"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", one["datePublished"])
    assert (facts["text"], facts["headline"], facts["commentCount"]) == ("Between scans.", "How do you wait?", 1)
    assert (comment["text"], comment["@type"]) == ("I walk </script> & count.", "Comment")


def test_a_hidden_reply_is_not_told(enter, cast: Cast, found_from_outside, thread: Thread):
    gone = reply(cast.member, thread, "A secret word.")
    hide(viewer=viewer(cast.moderator), post_id=gone.pk, **SAID)
    facts = told(enter, thread)
    assert facts
    assert "comment" not in facts


def test_without_its_opening_post_a_thread_tells_nothing(enter, cast: Cast, found_from_outside, thread: Thread):
    reply(cast.member, thread)
    hide(viewer=viewer(cast.moderator), post_id=Post.objects.get(thread=thread, position=1).pk, **SAID)
    assert told(enter, thread) is None


def test_nothing_is_told_where_the_board_is_not_to_be_found_from_outside(enter, cast: Cast, thread: Thread):
    assert told(enter, thread) is None


def test_a_member_is_told_nothing_for_machines(enter, cast: Cast, found_from_outside, thread: Thread):
    assert told(enter, thread, cast.moderator) is None
