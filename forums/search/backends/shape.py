"""How words are asked for: what the SQL depends on besides the words themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from forums.search.query import Groups


@dataclass(frozen=True)
class Shape:
    """How many alternatives each group has, and how many words are unwanted."""

    groups: tuple[int, ...]
    unwanted: int = 0


def shape_of(wanted: Groups, unwanted: Sequence[str] = ()) -> Shape:
    """The shape of a query of these words."""
    return Shape(tuple(len(group) for group in wanted), len(unwanted))
