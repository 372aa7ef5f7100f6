"""Write many rows at once: COPY on PostgreSQL, batches on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Max, Model

BATCH = 2000
Row = tuple[Any, ...]


def next_key(model: type[Model]) -> int:
    """The first primary key that is free, and all after it."""
    return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def load(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of these columns; columns that are not named get their field's default."""
    others = [
        field
        for field in model._meta.local_concrete_fields
        if field.column not in columns and not field.primary_key and not field.generated
    ]
    same = tuple(field.get_db_prep_save(field.get_default(), connection) for field in others)
    names = [*columns, *(str(field.column) for field in others)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row + same)
            return
        marks = ", ".join(["%s"] * len(names))
        insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  # our own models
        waiting = iter(rows)
        while batch := [row + same for row in islice(waiting, BATCH)]:
            cursor.executemany(insert, batch)


def settle_sequences(models: Sequence[type[Model]]) -> None:
    """Let the next row of each take a key that is free."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            table, key = model._meta.db_table, model._meta.pk.column
            newest = f"(SELECT max({key}) FROM {table})"  # noqa: S608  # our own models
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), {newest})")


@contextmanager
def bare(models: Sequence[type[Model]]) -> Iterator[None]:
    """On PostgreSQL the tables lose foreign keys, indexes and triggers for the block, and have them all back after it:
    checked and built once, not a million times."""
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype IN ('f', 'u') AND conrelid::regclass::text = ANY(%s)",
            [tables],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid::regclass::text = ANY(%s) "
            "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
            [tables],
        )
        indexes = cursor.fetchall()
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table, name, _definition in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
