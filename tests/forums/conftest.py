"""A thread to work with."""

import pytest

from forums.boards.models import Board
from forums.following.models import Follow
from forums.threads.models import Thread
from tests.conftest import Cast, start


@pytest.fixture
def thread(cast: Cast, board: Board) -> Thread:
    """A published thread on the ASPS board, started by Ada."""
    return Thread.objects.select_related("board").get(pk=start(cast.author, board).thread_id)


@pytest.fixture
def unheard(thread: Thread) -> Thread:
    """The thread, of whose replies Ada hears nothing: whoever tests decisions meets no other notice."""
    assert thread.author
    Follow.objects.create(member=thread.author, thread=thread, level=Follow.Level.MUTED)
    return thread
