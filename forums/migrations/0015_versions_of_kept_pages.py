"""What visitors' kept pages hang on: a board's version, and the epoch. Their triggers come after every `migrate`."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0014_keep_snapshots_unaltered")]

    operations = [
        migrations.AddField("board", "version", models.PositiveBigIntegerField(default=0, db_default=0, editable=False)),
        migrations.RunSQL(
            [
                "CREATE TABLE kept_epoch (value bigint NOT NULL)",
                "INSERT INTO kept_epoch (value) VALUES (1)",
            ],
            "DROP TABLE kept_epoch",
        ),
    ]
