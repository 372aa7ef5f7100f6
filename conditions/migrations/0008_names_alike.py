"""PostgreSQL: the names that share most runs of three characters with words that somebody mistyped.

A function, so that it can have a threshold of its own. SQLite needs none: its index ranks by itself.
"""

from django.db import migrations

TABLES = ("conditions_condition", "conditions_name")

# The library is loaded first, so that its parameter is known.
ALIKE = """
CREATE FUNCTION {table}_alike(sought text) RETURNS SETOF bigint LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.3
AS $$ SELECT id FROM {table} WHERE sought <% folded ORDER BY sought <<-> folded, id LIMIT 30 $$
"""


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SELECT similarity('a', 'b')")
        for table in TABLES:
            schema_editor.execute(ALIKE.format(table=table), params=None)


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP FUNCTION {table}_alike(text)")


class Migration(migrations.Migration):
    dependencies = [("conditions", "0007_top_of_the_tree")]

    operations = [migrations.RunPython(build, take_down)]
