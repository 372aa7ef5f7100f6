"""Where the tree begins is kept in a column, so that its first page reads no other conditions."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Exists, OuterRef

NAMES = import_module("conditions.migrations.0006_index_of_names")
TRIGGERS = [statement for statement in NAMES.SQLITE if statement.startswith("CREATE TRIGGER")]


def find_the_tops(apps, schema_editor):
    above = apps.get_model("conditions", "Parent").objects.filter(child=OuterRef("pk"), parent__retired_at=None)
    apps.get_model("conditions", "Condition").objects.filter(Exists(above)).update(on_top=False)


def make_triggers_again(apps, schema_editor):
    """SQLite built the table anew, and the triggers of the old one went with it."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            schema_editor.execute(statement.format(table="conditions_condition"))


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0006_index_of_names'),
    ]

    operations = [
        # Backwards, this stands last: after the table was built anew the other way.
        migrations.RunPython(migrations.RunPython.noop, make_triggers_again),
        migrations.RemoveConstraint(
            model_name='condition',
            name='condition_slug_not_reserved',
        ),
        migrations.AddField(
            model_name='condition',
            name='on_top',
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.RunPython(find_the_tops, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='condition',
            index=models.Index(condition=models.Q(('on_top', True), ('retired_at', None)), fields=['folded', 'id'], name='condition_on_top'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ('new', 'tree', 'code', 'feed', 'suggest', 'reviews', 'corrections')), _negated=True), name='condition_slug_not_reserved'),
        ),
        migrations.RunPython(make_triggers_again, migrations.RunPython.noop),
    ]
