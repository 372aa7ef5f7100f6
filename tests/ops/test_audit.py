"""`manage.py audit`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forums.boards.models import Board
from forums.threads.models import Post, Thread
from tests.conftest import reply, start


@pytest.fixture
def thread(cast, board) -> Thread:
    found = start(cast.author, board, section_key="symptoms").thread
    reply(cast.member, found)
    return found


def run() -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("audit", stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_right_counters_are_said_to_be_right(thread):
    assert run() == ("every counter is right\n", "")


@pytest.mark.parametrize(
    ("model", "change", "words"),
    [
        (Thread, {"posts": 1}, "posts is 1, should be 2"),
        (Thread, {"last_position": 3}, "last_position is 3, should be 2"),
        (Board, {"threads": 2}, "threads is 2, should be 1"),
        (Board, {"posts": 7}, "posts is 7, should be 2"),
        (Board, {"last_post_at": None}, "last_post_at is None, should be 20"),
        (Board, {"sections": {"symptoms": 2}}, "sections is {'symptoms': 2}, should be {'symptoms': 1}"),
    ],
)
def test_each_counter_that_is_off_is_named_and_the_status_is_one(thread, board, model, change, words):
    model.objects.filter(pk=thread.pk if model is Thread else board.pk).update(**change)
    errors = StringIO()
    with pytest.raises(CommandError, match="counters are off") as caught:
        call_command("audit", stdout=StringIO(), stderr=errors)
    assert caught.value.returncode == 1
    assert words in errors.getvalue()


def test_a_gap_between_positions_is_named(thread):
    Post.objects.filter(thread=thread, position=2).update(position=4)
    Thread.objects.filter(pk=thread.pk).update(last_position=4)
    errors = StringIO()
    with pytest.raises(CommandError, match="1 counters are off"):
        call_command("audit", stdout=StringIO(), stderr=errors)
    assert "places without gaps is 4, should be 2" in errors.getvalue()


def test_the_newest_post_of_a_thread_is_audited_too(thread, board):
    Thread.objects.filter(pk=thread.pk).update(last_post_at=None)
    Board.objects.filter(pk=board.pk).update(last_post_at=None)
    errors = StringIO()
    with pytest.raises(CommandError, match="counters are off"):
        call_command("audit", stdout=StringIO(), stderr=errors)
    assert "last_post_at is None" in errors.getvalue()
