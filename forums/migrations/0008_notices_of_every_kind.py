"""Notices tell of any kind of event: the columns for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("forums", "0007_activity_shown_by_choice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("way", models.CharField(choices=[("mail", "On the site, and by mail at once"), ("digest", "On the site, and in a mail once a day"), ("site", "On the site only"), ("none", "Not at all")], max_length=10)),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "kind"), name="preference_once_per_kind")],
            },
        ),
        migrations.AddField("notice", "kind", models.CharField(max_length=30, null=True)),
        migrations.AddField("notice", "event_id", models.BigIntegerField(null=True)),
        migrations.AddField("notice", "target_id", models.BigIntegerField(null=True)),
        migrations.AddField("notice", "number", models.PositiveIntegerField(default=1)),
        migrations.AddField("notice", "replaced", models.BooleanField(default=False)),
    ]
