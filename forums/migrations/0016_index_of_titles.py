"""Titles have an index of their own: looked for among all texts that have the words, a common word took long.

PostgreSQL alone: FTS5 keeps its columns apart.
"""

from django.db import migrations

INDEX = (
    "CREATE INDEX forums_postentry_titles ON forums_postentry USING gin (to_tsvector('medigest', title)) "
    "WHERE title <> ''"
)


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX forums_postentry_titles")


class Migration(migrations.Migration):
    dependencies = [("forums", "0015_versions_of_kept_pages")]

    operations = [migrations.RunPython(build, take_down)]
