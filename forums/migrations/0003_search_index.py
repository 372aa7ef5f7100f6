"""The full-text indexes of the entries: FTS5 with triggers on SQLite, a generated column with GIN on PostgreSQL.

On PostgreSQL the words are found without accents and stemmed; no word is too common to be found.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

TABLES = (("forums_postentry", "post_id"), ("forums_articleentry", "condition_id"))

CONFIGURATION = """
CREATE TEXT SEARCH DICTIONARY medigest_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION medigest (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION medigest
    ALTER MAPPING FOR asciihword, asciiword, hword, hword_asciipart, hword_part, word WITH unaccent, medigest_stem;
"""

COLUMN = """
ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('medigest', title), 'A') || setweight(to_tsvector('medigest', text), 'B')
) STORED;
CREATE INDEX {table}_vector ON {table} USING gin (vector);
"""

FTS5 = (
    """CREATE VIRTUAL TABLE {table}_fts USING fts5(
        title, text, content='{table}', content_rowid='{key}',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )""",
    """CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_fts(rowid, title, text) VALUES (new.{key}, new.title, new.text);
    END""",
    """CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_fts({table}_fts, rowid, title, text) VALUES ('delete', old.{key}, old.title, old.text);
    END""",
    """CREATE TRIGGER {table}_fts_update AFTER UPDATE ON {table} BEGIN
        INSERT INTO {table}_fts({table}_fts, rowid, title, text) VALUES ('delete', old.{key}, old.title, old.text);
        INSERT INTO {table}_fts(rowid, title, text) VALUES (new.{key}, new.title, new.text);
    END""",
)


def build(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(CONFIGURATION)
    for table, key in TABLES:
        for statement in (COLUMN,) if postgresql else FTS5:
            schema_editor.execute(statement.format(table=table, key=key))


def take_down(apps, schema_editor):
    for table, _key in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN vector")
        else:
            for event in ("insert", "delete", "update"):
                schema_editor.execute(f"DROP TRIGGER {table}_fts_{event}")
            schema_editor.execute(f"DROP TABLE {table}_fts")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION medigest; DROP TEXT SEARCH DICTIONARY medigest_stem")


class Migration(migrations.Migration):
    dependencies = [("forums", "0002_search_entries")]

    operations = [UnaccentExtension(), migrations.RunPython(build, take_down)]
