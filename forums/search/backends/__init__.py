"""The two databases' ways to look words up; both give the same rows for the same words.

Words are groups of alternatives: of each group one must be there. Ranking by how rare a word is in all texts is left
out on purpose: it would let texts that the viewer may not see move the results.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from forums.search.backends import postgresql, sqlite
from forums.search.backends.shape import Shape
from forums.search.query import Groups


class Backend(Protocol):
    """What `find` asks of a database. `table` is the table of the entries, `key` its primary key."""

    def sent(self, wanted: Groups, unwanted: Sequence[str], *, titles: bool) -> list[str]:
        """The words as `matching` is given them."""
        ...

    def matching(
        self, table: str, key: str, shape: Shape, sent: Sequence[str], *, titles: bool, above: int = 0
    ) -> RawSQL:
        """A subquery of the keys `above` one whose text (or, with `titles`, whose title alone) has the words that were
        `sent`; `shape` is theirs."""
        ...

    def beginning(self, table: str, key: str, words: Sequence[str]) -> RawSQL:
        """A subquery of the keys whose title has all the words, the last of them perhaps begun only."""
        ...


def backend() -> Backend:
    """The one of the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite
