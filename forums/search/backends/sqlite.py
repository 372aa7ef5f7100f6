"""FTS5: `<table>_fts` beside the entries' table, kept by triggers (migration 0003)."""

from collections.abc import Sequence

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from forums.search.backends.shape import Shape
from forums.search.query import Groups


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def _expression(wanted: Groups, unwanted: Sequence[str]) -> str:
    """FTS5's own language: every piece is quoted, so nothing that was typed is an operator."""
    groups = " AND ".join("({})".format(" OR ".join(map(_quoted, group))) for group in wanted)
    return f"({groups}) NOT ({' OR '.join(map(_quoted, unwanted))})" if unwanted else groups


def _keys(table: str, expression: str, above: int = 0) -> RawSQL:
    sql = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s AND rowid > %s"  # noqa: S608  # our own table
    return RawSQL(sql, [expression, above], output_field=BigIntegerField())  # noqa: S611  # what was typed is a parameter


def sent(wanted: Groups, unwanted: Sequence[str], *, titles: bool) -> list[str]:
    """See `Backend`."""
    expression = _expression(wanted, unwanted)
    return [f"title : ({expression})" if titles else expression]


def matching(table: str, key: str, shape: Shape, sent: Sequence[str], *, titles: bool, above: int = 0) -> RawSQL:
    """See `Backend`."""
    [expression] = sent
    return _keys(table, expression, above)


def beginning(table: str, key: str, words: Sequence[str]) -> RawSQL:
    """See `Backend`."""
    expression = " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])} *"])
    return _keys(table, f"title : ({expression})")
