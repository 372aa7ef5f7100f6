"""Rows whose folded name holds words: by each database's own index of three characters in a row (migration 0006)."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from conditions.catalogue.models import Condition, Name

# What is shorter is in no index of three characters in a row.
SHORTEST = 3


def sent(words: Sequence[str]) -> str:
    """The words as SQLite's index is asked for them."""
    return " AND ".join('"{}"'.format(word.replace('"', '""')) for word in words if len(word) >= SHORTEST)


def holding(model: type[Condition] | type[Name], words: Sequence[str], sought: str) -> Q:
    """Names that hold each of the words; one of them at least must be long enough to be in the index. `sought`: these
    words as they are `sent`."""
    held = Q()
    for word in words:
        held &= Q(folded__contains=word)
    if connection.vendor == "sqlite":
        table = f"{model._meta.db_table}_fts"
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608  # our own table
        held &= Q(pk__in=RawSQL(sql, [sought], output_field=BigIntegerField()))  # noqa: S611  # a parameter
    return held
