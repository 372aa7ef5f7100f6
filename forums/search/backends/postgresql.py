"""PostgreSQL: a generated `vector` column with a GIN index, in the configuration `medigest` (migration 0003)."""

from collections.abc import Sequence

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from forums.search.backends.shape import Shape
from forums.search.query import Groups

_PHRASE = "phraseto_tsquery('medigest', %s)"


def _expression(shape: Shape) -> str:
    """A tsquery with a parameter for each word or phrase."""
    groups = ["({})".format(" || ".join([_PHRASE] * number)) for number in shape.groups]
    return f"({' && '.join([*groups, *[f'!! {_PHRASE}'] * shape.unwanted])})"


def _keys(table: str, key: str, query: str, params: Sequence[str], *, titles: bool, above: int = 0) -> RawSQL:
    # Word for word what the index of titles is made of, or it would not be used (migration 0012).
    where = f"to_tsvector('medigest', title) @@ {query} AND title <> ''" if titles else f"vector @@ {query}"
    sql = f"SELECT {key} FROM {table} WHERE {where} AND {key} > %s"  # noqa: S608  # our own table
    return RawSQL(sql, [*params, above], output_field=BigIntegerField())  # noqa: S611  # what was typed is a parameter


def sent(wanted: Groups, unwanted: Sequence[str], *, titles: bool) -> list[str]:
    """See `Backend`."""
    return [*(word for group in wanted for word in group), *unwanted]


def matching(table: str, key: str, shape: Shape, sent: Sequence[str], *, titles: bool, above: int = 0) -> RawSQL:
    """See `Backend`."""
    return _keys(table, key, _expression(shape), sent, titles=titles, above=above)


def beginning(table: str, key: str, words: Sequence[str]) -> RawSQL:
    """See `Backend`."""
    begun = "to_tsquery('medigest', %s)"
    last = " & ".join("'{}':*".format(part.replace("\\", "").replace("'", "''")) for part in words[-1].split())
    query = f"({' && '.join([*[_PHRASE] * (len(words) - 1), begun])})"
    return _keys(table, key, query, [*words[:-1], last], titles=True)
