from django.db import migrations, models

from medigest.kit.guards import AppendOnly, NumberedWithoutGaps


class Migration(migrations.Migration):

    dependencies = [
        ("conditions", "0012_glossary"),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='credentials',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='draft',
            name='interests',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='draft',
            name='written_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='revision',
            name='credentials',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='revision',
            name='interests',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='revision',
            name='unmarked',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='revision',
            name='written_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        # SQLite makes the table anew for a column, and its triggers go; the new columns are guarded on both.
        AppendOnly("conditions_revision", erasable=["author_id"]),
        NumberedWithoutGaps("conditions_revision", number="number", group="article_id"),
    ]
