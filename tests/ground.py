"""The ground that most tests stand on: it is laid once, and each of them runs in a savepoint above it.

Tests that commit, or that build a world of their own, find an empty database as before: the ground is taken up first.
"""

import copy
from collections.abc import Callable
from typing import Generic, TypeVar

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

T = TypeVar("T")

# Who asks for one of these has a database of its own, or a world that it builds beneath all its tests.
APART = {"committing_db", "transactional_db", "world", "beginning"}


class Ground(Generic[T]):
    """`lay` makes what stands on it, `fixture` is the name under which tests ask for that."""

    def __init__(self, fixture: str, lay: Callable[[], T]) -> None:
        self._fixture, self._lay = fixture, lay
        self._blocker: DjangoDbBlocker | None = None
        self._below: transaction.Atomic | None = None
        self._laid: T | None = None

    def stands_under(self, item: pytest.Item) -> bool:
        asked = set(getattr(item, "fixturenames", ()))
        return self._fixture in asked and not asked & APART

    def lay(self, blocker: DjangoDbBlocker) -> None:
        """Lay it, unless it lies there, or a package built a world beneath its tests."""
        with blocker.unblock():
            if self._below is not None or connection.in_atomic_block:
                return
            self._blocker, self._below = blocker, transaction.atomic()
            self._below._from_testcase = True  # type: ignore[attr-defined]  # tests of Django's may begin within it
            self._below.__enter__()
            self._laid = self._lay()

    def take_up(self) -> None:
        """Take it back with one rollback."""
        if self._below is None or self._blocker is None:
            return
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._below.__exit__(None, None, None)
        self._below = self._laid = None

    def get(self) -> T | None:
        """What stands on it, which the test may change; None where it was not laid."""
        return copy.deepcopy(self._laid)
