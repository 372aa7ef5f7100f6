"""The triggers that move the versions. They are put in place after every `migrate`, because SQLite rebuilds a table
that is altered and forgets its triggers."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Any change of a row in these may change any page.
SELDOM = (
    *("conditions_condition", "conditions_name", "conditions_code", "conditions_parent", "conditions_closure"),
    *("conditions_article", "conditions_revision", "conditions_source", "conditions_citation"),
    *("conditions_review", "conditions_imported", "conditions_release", "conditions_disclaimer", "forums_moderator"),
    "conditions_editor",
)


def _same(*columns: str) -> str:
    return " AND ".join(f"OLD.{column} {{is}} NEW.{column}" for column in columns)


_EPOCH = "UPDATE kept_epoch SET value = value + 1"
_THREADS = "UPDATE forums_thread SET version = version + 1 WHERE id IN ({rows}.thread_id)"
_OF_A_POST = _THREADS.replace("{rows}.thread_id", "SELECT thread_id FROM forums_post WHERE id IN ({rows}.post_id)")
_BOARDS = "UPDATE forums_board SET version = version + 1 WHERE id IN ({rows}.board_id)"
# (table, event, when: what must hold for the row, what moves).
ROWS = (
    # A log-in alone changes no page.
    ("members_member", "UPDATE", _same("last_login"), _EPOCH),
    ("members_member", "DELETE", "", _EPOCH),
    # Whatever of a board is no counter stands on many pages: its name, its address, who may read it.
    ("forums_board", "UPDATE", _same("version", "posts", "threads", "last_post_at", "sections"), _EPOCH),
    ("forums_board", "INSERT", "", _EPOCH),
    ("forums_board", "DELETE", "", _EPOCH),
    ("forums_thread", "INSERT", "", _BOARDS.format(rows="NEW")),
    ("forums_thread", "UPDATE", "{outer}", _BOARDS.format(rows="OLD.board_id, NEW")),
    # A verb moves the version itself; whatever else writes a thread has it moved.
    ("forums_thread", "UPDATE", _same("version"), _THREADS.replace("thread_id", "id").format(rows="NEW")),
    ("forums_thread", "DELETE", "", _BOARDS.format(rows="OLD")),
    # A post that never had a place was never shown to a visitor.
    ("forums_post", "INSERT", "NEW.position IS NOT NULL", _THREADS.format(rows="NEW")),
    ("forums_post", "UPDATE", "NEW.position IS NOT NULL", _THREADS.format(rows="OLD.thread_id, NEW")),
    ("forums_post", "DELETE", "OLD.position IS NOT NULL", _THREADS.format(rows="OLD")),
    # A picture of an edit that waits moves a version too: once more than needed does no harm.
    ("forums_picture", "INSERT", "NEW.post_id IS NOT NULL", _OF_A_POST.format(rows="NEW")),
    ("forums_picture", "UPDATE", "", _OF_A_POST.format(rows="OLD.post_id, NEW")),
    ("forums_picture", "DELETE", "OLD.post_id IS NOT NULL", _OF_A_POST.format(rows="OLD")),
    # Made before what stands under it; a name that changed stands on many pages.
    ("forums_alias", "UPDATE", _same("member_id"), _EPOCH),
    ("forums_trace", "INSERT", "", _THREADS.format(rows="NEW")),
    ("forums_trace", "DELETE", "", _THREADS.format(rows="OLD")),
)


def watched() -> set[str]:
    """The tables whose changes move a version."""
    return {*SELDOM, *(table for table, *_rest in ROWS)}


def install(using: str, **kwargs: Any) -> None:
    """Put the triggers in place, whatever stood there; a receiver of `post_migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "kept_epoch" not in there or not watched() <= there:
            return  # migrated half of the way, or back
        for statement in _statements(connection):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    postgresql = connection.vendor == "postgresql"
    rows = [(table, event, "", _EPOCH) for table in SELDOM for event in ("INSERT", "UPDATE", "DELETE")]
    made = []
    for table, event, when, change in [*ROWS, *rows]:
        name = f"{table}_{event.lower()}_moves_{change.split()[1]}"
        if postgresql:
            # A post's trigger moves its thread's version alone, and no list shows that.
            when = when.format(**{"is": "IS NOT DISTINCT FROM", "outer": "pg_trigger_depth() = 0"})
            made += _on_postgresql(name, table, event, when, change, by="STATEMENT" if table in SELDOM else "ROW")
        else:
            made += _on_sqlite(name, table, event, when.format(**{"is": "IS", "outer": ""}), change)
    return made


def _on_postgresql(name: str, table: str, event: str, when: str, change: str, *, by: str) -> list[str]:
    clause = f"WHEN ({when})" if when else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {change}; RETURN NULL; END $$",
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH {by} {clause} EXECUTE FUNCTION {name}()",
    ]


def _on_sqlite(name: str, table: str, event: str, when: str, change: str) -> list[str]:
    clause = f"WHEN {when}" if when else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} {clause} BEGIN {change}; END",
    ]
