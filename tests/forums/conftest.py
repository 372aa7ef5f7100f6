"""A thread to work with."""

import pytest

from forums.boards.models import Board
from forums.threads.models import Thread
from tests.conftest import Cast, start


@pytest.fixture
def thread(cast: Cast, board: Board) -> Thread:
    """A published thread on the ASPS board, started by Ada."""
    return Thread.objects.select_related("board").get(pk=start(cast.author, board).thread_id)
