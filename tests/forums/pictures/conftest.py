"""Pictures of one test are not there in the next."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    before = set(default_storage.listdir("")[1])
    yield
    for name in set(default_storage.listdir("")[1]) - before:
        default_storage.delete(name)
