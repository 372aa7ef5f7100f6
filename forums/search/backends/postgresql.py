"""PostgreSQL: a generated `vector` column with a GIN index, in the configuration `medigest` (migration 0003)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from forums.search.query import Groups

_PHRASE = "phraseto_tsquery('medigest', %s)"


def _expression(wanted: Groups, unwanted: Sequence[str]) -> tuple[str, list[Any]]:
    """A tsquery and its parameters."""
    groups = ["({})".format(" || ".join([_PHRASE] * len(group))) for group in wanted]
    groups += [f"!! {_PHRASE}"] * len(unwanted)
    return f"({' && '.join(groups)})", [*(word for group in wanted for word in group), *unwanted]


def _keys(table: str, key: str, query: str, params: list[Any], *, titles: bool) -> RawSQL:
    sql = f"SELECT {key} FROM {table} WHERE vector @@ {query}"  # noqa: S608  # our own table
    if titles:
        # The index answers the first condition, the second looks at what is left.
        sql, params = f"{sql} AND ts_filter(vector, '{{a}}') @@ {query}", params * 2
    return RawSQL(sql, params, output_field=BigIntegerField())  # noqa: S611  # what was typed is a parameter


def matching(table: str, key: str, wanted: Groups, unwanted: Sequence[str], *, titles: bool) -> RawSQL:
    """See `Backend`."""
    return _keys(table, key, *_expression(wanted, unwanted), titles=titles)


def beginning(table: str, key: str, words: Sequence[str]) -> RawSQL:
    """See `Backend`."""
    begun = "to_tsquery('medigest', %s)"
    last = " & ".join("'{}':*".format(part.replace("\\", "").replace("'", "''")) for part in words[-1].split())
    query = f"({' && '.join([*[_PHRASE] * (len(words) - 1), begun])})"
    return _keys(table, key, query, [*words[:-1], last], titles=True)
