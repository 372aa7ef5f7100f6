"""The leaver, who has a word in every column."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import storages

from forums.boards.models import Board
from tests.conftest import Cast
from tests.members.privacy.plant import Planted, plant


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    """Archives and pictures of one test are not there in the next."""
    stores = [storages["exports"], storages["default"]]
    before = [set(store.listdir("")[1]) for store in stores]
    yield
    for store, names in zip(stores, before, strict=True):
        for name in set(store.listdir("")[1]) - names:
            store.delete(name)


@pytest.fixture
def planted(cast: Cast, board: Board) -> Planted:
    return plant(cast, board)


@pytest.fixture(autouse=True)
def _sent_at_once() -> None:
    """Here what waits for the commit waits, mail too: jobs run when a test says so."""
