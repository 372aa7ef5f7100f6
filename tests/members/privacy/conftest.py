"""The leaver, who has a word in every column."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import storages

from forums.boards.models import Board
from tests.conftest import Cast
from tests.members.privacy.plant import Planted, plant


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    """Archives of one test are not there in the next."""
    store = storages["exports"]
    before = set(store.listdir("")[1])
    yield
    for name in store.listdir("")[1]:
        if name not in before:
            store.delete(name)


@pytest.fixture
def planted(cast: Cast, board: Board) -> Planted:
    return plant(cast, board)


@pytest.fixture(autouse=True)
def _sent_at_once() -> None:
    """Here what waits for the commit waits, mail too: jobs run when a test says so."""
