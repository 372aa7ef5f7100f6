"""Guards of append-only and numbered tables, on a table of the test's own."""

import pytest
from django.db import DatabaseError, connection, transaction

from medigest.kit import guards
from medigest.kit.guards import AppendOnly, NumberedWithoutGaps

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> str:
    with connection.cursor() as cursor:
        cursor.execute('CREATE TABLE guarded (id integer PRIMARY KEY, "group" integer, number integer, words text)')
        cursor.execute("INSERT INTO guarded VALUES (1, 1, 1, 'Words.')")
    return "guarded"


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql: str, words: str = "guarded is append-only") -> None:
    with pytest.raises(DatabaseError, match=words):
        run(sql)


class _Editor:
    """What the operations ask of a schema editor, without its own transaction."""

    connection = connection


def test_a_guarded_table_takes_rows_and_gives_none_back(table):
    guards.install(connection, table)
    run("INSERT INTO guarded VALUES (2, 1, 2, 'More.')")
    refused("UPDATE guarded SET words = 'Other.' WHERE id = 1")
    refused("UPDATE guarded SET words = NULL WHERE id = 1")
    refused("DELETE FROM guarded")


def test_an_update_that_changes_nothing_is_let_through(table):
    guards.install(connection, table)
    run("UPDATE guarded SET words = words")


def test_erasable_columns_can_be_emptied_only(table):
    guards.install(connection, table, ["words"])
    refused("UPDATE guarded SET words = 'Other.'")
    refused("UPDATE guarded SET words = '', number = 7")
    run("UPDATE guarded SET words = ''")
    refused("UPDATE guarded SET words = 'Back.'")


def test_installing_again_replaces_the_guard_and_removing_frees_the_table(table):
    guards.install(connection, table)
    guards.install(connection, table, ["words"])
    run("UPDATE guarded SET words = NULL")
    guards.remove(connection, table)
    guards.remove(connection, table)
    run("UPDATE guarded SET words = 'Free.'")
    run("DELETE FROM guarded")


def test_a_migration_puts_the_guard_there_and_takes_it_back(table):
    operation = AppendOnly(table)
    operation.database_forwards("", _Editor, None, None)
    refused("DELETE FROM guarded")
    operation.database_backwards("", _Editor, None, None)
    run("DELETE FROM guarded")
    assert "append-only" in operation.describe()


def test_numbers_follow_one_another_within_their_group(table):
    operation = NumberedWithoutGaps(table, "number", "group")
    operation.database_forwards("", _Editor, None, None)
    for number in (1, 3, 0):
        refused(f"INSERT INTO guarded VALUES (9, 1, {number}, '')", "numbered without gaps")
    run("INSERT INTO guarded VALUES (2, 1, 2, '')")
    refused("INSERT INTO guarded VALUES (3, 2, 2, '')", "numbered without gaps")
    run("INSERT INTO guarded VALUES (3, 2, 1, '')")
    operation.database_backwards("", _Editor, None, None)
    run("INSERT INTO guarded VALUES (4, 1, 99, '')")
