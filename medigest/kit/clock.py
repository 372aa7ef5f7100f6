"""The one clock: everything that stamps a row asks it, so the demo and the tests can live on other days."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_frozen: ContextVar[datetime | None] = ContextVar("medigest_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; or the moment set by `at`."""
    return _frozen.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now` answer `moment` (an aware datetime) inside the block."""
    if timezone.is_naive(moment):
        raise ValueError("the clock takes aware datetimes")
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
