"""Append-only tables: database triggers, on SQLite and PostgreSQL, that refuse UPDATE and DELETE.

A migration lists `AppendOnly(table)`; columns named in `erasable` may still be emptied, because a
member's right to erasure outranks a log's wish for words (DESIGN section 2, audit).
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_REFUSAL = "is append-only"


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _empties(column: str) -> str:
    return f'(NEW."{column}" IS NULL OR CAST(NEW."{column}" AS TEXT) = \'\')'


def _changes(connection: BaseDatabaseWrapper, table: str, erasable: Sequence[str]) -> str:
    """SQL that is true where an update does more than empty an erasable column."""
    distinct = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    terms = []
    for column in _columns(connection, table):
        changed = f'OLD."{column}" {distinct} NEW."{column}"'
        terms.append(f"({changed} AND NOT {_empties(column)})" if column in erasable else f"({changed})")
    return " OR ".join(terms)


def install(connection: BaseDatabaseWrapper, table: str, erasable: Sequence[str] = ()) -> None:
    """Create the triggers of `table`; replaces those that stand already."""
    remove(connection, table)
    changes = _changes(connection, table, erasable)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb, when in (("UPDATE", f"WHEN {changes}"), ("DELETE", "")):
                cursor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} {_REFUSAL}'); END"
                )
            # REPLACE deletes the row that is in its way, and asks no DELETE trigger.
            key = connection.introspection.get_primary_key_column(cursor, table)
            taken = f'EXISTS (SELECT 1 FROM {table} WHERE "{key}" = NEW."{key}")'  # noqa: S608  # names from migrations
            cursor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {_REFUSAL}'); END"
            )
            return
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} {_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for verb, scope, when in (
            ("UPDATE", "FOR EACH ROW", f"WHEN ({changes})"),
            ("DELETE", "FOR EACH ROW", ""),
            ("TRUNCATE", "FOR EACH STATEMENT", ""),
        ):
            cursor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"{scope} {when} EXECUTE FUNCTION {table}_refuse()"
            )


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Drop the triggers of `table`, where they stand."""
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        for verb in ("update", "delete", "truncate", "replace"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
        if connection.vendor != "sqlite":
            cursor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")


class AppendOnly(Operation):
    """Migration operation: guard `table` against change, but for emptying the `erasable` columns."""

    reversible = True

    def __init__(self, table: str, erasable: Sequence[str] = ()) -> None:
        self.table = table
        self.erasable = tuple(erasable)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The guard is no part of the models' state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.install(schema_editor.connection)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.remove(schema_editor.connection)

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers."""
        install(connection, self.table, self.erasable)

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers."""
        remove(connection, self.table)

    def describe(self) -> str:
        return f"Guard {self.table} as append-only"


class NumberedWithoutGaps(Operation):
    """Migration operation: `number` of a new row must be one more than the highest in its group."""

    reversible = True

    def __init__(self, table: str, number: str, group: str) -> None:
        self.table, self.number, self.group = table, number, group

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The guard is no part of the models' state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Replaces what stands already."""
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        table, connection = self.table, schema_editor.connection
        highest = (
            f'(SELECT COALESCE(MAX("{self.number}"), 0) FROM {table} '  # noqa: S608  # names from migrations
            f'WHERE "{self.group}" = NEW."{self.group}")'
        )
        gap, message = f'NEW."{self.number}" <> {highest} + 1', f"{table} is numbered without gaps"
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER {table}_no_gap BEFORE INSERT ON {table} WHEN {gap} "
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
                return
            cursor.execute(
                f"CREATE FUNCTION {table}_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {gap} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
                f"END IF; RETURN NEW; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER {table}_no_gap BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_number()"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, connection = self.table, schema_editor.connection
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_gap{on}")
            if connection.vendor != "sqlite":
                cursor.execute(f"DROP FUNCTION IF EXISTS {table}_number()")

    def describe(self) -> str:
        return f"Number {self.table} without gaps"


class Unaltered(Operation):
    """Migration operation: a column that keeps what once was may be emptied, for erasure, and never rewritten."""

    reversible = True

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The guard is no part of the models' state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, column, connection = self.table, self.column, schema_editor.connection
        rewritten = f'OLD."{column}" <> NEW."{column}" AND NEW."{column}" <> \'\''
        name, message = f"{table}_{column}_unaltered", f"{column} of {table} is kept unaltered"
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    f'CREATE TRIGGER {name} BEFORE UPDATE OF "{column}" ON {table} WHEN {rewritten} '
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
                return
            cursor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            cursor.execute(
                f'CREATE TRIGGER {name} BEFORE UPDATE OF "{column}" ON {table} '
                f"FOR EACH ROW WHEN ({rewritten}) EXECUTE FUNCTION {name}()"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        connection, name = schema_editor.connection, f"{self.table}_{self.column}_unaltered"
        on = "" if connection.vendor == "sqlite" else f" ON {self.table}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            if connection.vendor != "sqlite":
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    def describe(self) -> str:
        return f"Keep {self.column} of {self.table} unaltered"
