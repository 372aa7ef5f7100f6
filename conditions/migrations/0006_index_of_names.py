"""Indexes of three characters in a row over the names, so that part of a name is found without reading them all.

FTS5 with triggers on SQLite, GIN with pg_trgm on PostgreSQL.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

TABLES = ("conditions_condition", "conditions_name")

POSTGRESQL = "CREATE INDEX {table}_trigrams ON {table} USING gin (folded gin_trgm_ops)"

SQLITE = (
    """CREATE VIRTUAL TABLE {table}_fts USING fts5(
        folded, content='{table}', content_rowid='id', tokenize='trigram case_sensitive 1'
    )""",
    "INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')",
    """CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_fts(rowid, folded) VALUES (new.id, new.folded);
    END""",
    """CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_fts({table}_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
    END""",
    """CREATE TRIGGER {table}_fts_update AFTER UPDATE OF folded ON {table} BEGIN
        INSERT INTO {table}_fts({table}_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO {table}_fts(rowid, folded) VALUES (new.id, new.folded);
    END""",
)


def build(apps, schema_editor):
    statements = (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE
    for table in TABLES:
        for statement in statements:
            schema_editor.execute(statement.format(table=table))


def take_down(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {table}_trigrams")
        else:
            for event in ("insert", "delete", "update"):
                schema_editor.execute(f"DROP TRIGGER {table}_fts_{event}")
            schema_editor.execute(f"DROP TABLE {table}_fts")


class Migration(migrations.Migration):
    dependencies = [("conditions", "0005_ontologies_and_retired_conditions")]

    operations = [TrigramExtension(), migrations.RunPython(build, take_down)]
