"""Long lists in lots: no statement takes more parameters than a database does."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def lots(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """The items, `size` at a time."""
    rest = iter(items)
    while lot := list(islice(rest, size)):
        yield lot
