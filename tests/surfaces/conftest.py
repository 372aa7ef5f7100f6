"""The world of these tests: built once, and taken back with one rollback."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.surfaces.world import World, build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Every state of DESIGN's table; each test that uses it (with `db`) runs in a savepoint above it."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True
        outer.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
