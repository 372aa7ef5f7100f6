"""Each editor has a draft of their own, and it knows which revision it began from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def leave_those_of_nobody(apps, schema_editor):
    """Nobody could open them any more: their editors are gone."""
    apps.get_model("conditions", "Draft").objects.filter(updated_by=None).delete()


def begin_from_what_stands(apps, schema_editor):
    current = apps.get_model("conditions", "Article").objects.filter(pk=OuterRef("article")).values("current")
    apps.get_model("conditions", "Draft").objects.update(base=Subquery(current))


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("conditions", "0013_authors_and_marks"),
    ]

    operations = [
        migrations.RunPython(leave_those_of_nobody, migrations.RunPython.noop),
        migrations.RenameField("draft", "updated_by", "editor"),
        migrations.AlterField(
            model_name="draft",
            name="editor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="conditions.article"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="base",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conditions.revision"
            ),
        ),
        migrations.AddField(model_name="draft", name="tab", field=models.CharField(blank=True, max_length=40)),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("article", "editor"), name="draft_once_per_editor"),
        ),
        # Last: rows that were changed could not have their table altered after it.
        migrations.RunPython(begin_from_what_stands, migrations.RunPython.noop),
    ]
