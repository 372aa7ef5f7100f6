"""Every table that a migration guards as append-only refuses changes, whoever sends the SQL."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from conditions.articles.draft import SourceFact
from conditions.articles.publish import publish
from conditions.catalogue.describe import create
from medigest.audit.record import record
from medigest.audit.seal import seal
from medigest.kit.guards import AppendOnly
from tests.conftest import BY_AN_EDITOR, make_member

pytestmark = pytest.mark.django_db


def _guards() -> list[AppendOnly]:
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    operations = [one for migration in migrations for one in migration.operations]
    return [one for one in operations if isinstance(one, AppendOnly)]


@pytest.fixture
def rows() -> None:
    """At least one row in every guarded table."""
    editor = make_member("eve-editor")
    condition = create(name="A condition")
    source = SourceFact("who", "What it is", "Press", "https://example.org/", "CC0", date(2026, 11, 1))
    publish(
        condition_id=condition.pk,
        body="A text [@who].",
        sources=[source],
        **BY_AN_EDITOR,
        author_id=editor.pk,
        note="A note",
    )
    with transaction.atomic():
        record(
            actor_id=editor.pk,
            action="hide",
            target_kind="post",
            target_id=1,
            reason="spam",
            statement="Why",
            member_id=editor.pk,
            place_id=1,
        )
    assert seal()


def _row(table: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
        row = cursor.fetchone()
        assert row, f"put a row into {table} in the fixture"
        return dict(zip([column[0] for column in cursor.description], row, strict=True))


def _another(value: Any) -> Any:
    """A value of the same kind that is not the same."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    return (
        '["another"]'
        if str(value).startswith(("[", "{"))
        else ("y" if str(value).startswith("x") else "x") + str(value)[1:]
    )


def _run(sql: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@pytest.mark.parametrize("guard", _guards(), ids=lambda guard: guard.table)
def test_a_guarded_table_refuses_update_and_delete(guard: AppendOnly, rows: None) -> None:
    row = _row(guard.table)
    for column, value in row.items():
        if value is not None and column != "id":
            with pytest.raises(DatabaseError, match=f"{guard.table} is append-only"):
                _run(f'UPDATE {guard.table} SET "{column}" = %s WHERE id = %s', _another(value), row["id"])
    with pytest.raises(DatabaseError, match=f"{guard.table} is append-only"):
        _run(f"DELETE FROM {guard.table} WHERE id = %s", row["id"])
    assert _row(guard.table) == row


@pytest.mark.parametrize("guard", [one for one in _guards() if one.erasable], ids=lambda guard: guard.table)
def test_what_a_person_can_have_erased_can_be_emptied_and_nothing_else(guard: AppendOnly, rows: None) -> None:
    row = _row(guard.table)
    for column in guard.erasable:
        empty = None if column.endswith("_id") else ""
        assert _run(f'UPDATE {guard.table} SET "{column}" = %s WHERE id = %s', empty, row["id"]) == 1
    left = _row(guard.table)
    assert {column for column in row if row[column] != left[column]} == set(guard.erasable)
    for column in guard.erasable:
        with pytest.raises(DatabaseError, match="append-only"):
            _run(f'UPDATE {guard.table} SET "{column}" = %s WHERE id = %s', row[column], row["id"])


# What is guarded, and what of it a person can have erased. Whoever changes this changes a promise.
GUARDED = {
    "audit_decision": {"actor_id", "actor_salt", "member_id", "member_salt", "statement", "statement_salt"},
    "audit_seal": set(),
    "conditions_disclaimer": set(),
    "conditions_source": set(),
    "conditions_revision": {"author_id"},
    "conditions_citation": set(),
}


def test_the_audit_log_and_what_was_published_are_guarded_and_no_more_is_erasable_than_was_promised() -> None:
    assert {guard.table: set(guard.erasable) for guard in _guards()} == GUARDED


@pytest.mark.postgresql
@pytest.mark.parametrize("guard", _guards(), ids=lambda guard: guard.table)
def test_a_guarded_table_cannot_be_truncated(guard: AppendOnly, rows: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL truncates")
    connection.check_constraints()  # what waits for the end of the transaction would stand in the way
    with pytest.raises(DatabaseError, match=f"{guard.table} is append-only"):
        _run(f"TRUNCATE {guard.table} CASCADE")
