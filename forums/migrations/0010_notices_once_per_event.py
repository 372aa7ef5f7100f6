"""Notices are unique by member, kind and event; the link to the decision goes."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("forums", "0009_say_what_notices_were_of"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="notice", name="notice_once"),
        migrations.RemoveIndex(model_name="notice", name="notice_by_member"),
        migrations.RemoveIndex(model_name="notice", name="notice_unread"),
        migrations.RemoveIndex(model_name="notice", name="notice_unmailed"),
        migrations.RemoveField(model_name="notice", name="decision"),
        migrations.RemoveField(model_name="notice", name="mailed_at"),
        migrations.AlterField("notice", "kind", models.CharField(max_length=30)),
        migrations.AlterField("notice", "event_id", models.BigIntegerField()),
        migrations.AddConstraint(
            "notice", models.UniqueConstraint(fields=["member", "kind", "event_id"], name="notice_once_per_event")
        ),
        migrations.AddConstraint(
            "notice",
            models.UniqueConstraint(
                condition=models.Q(read_at=None, replaced=False),
                fields=["member", "kind", "target_id"],
                name="notice_one_unread_per_target",
            ),
        ),
        migrations.AddConstraint(
            "notice", models.CheckConstraint(condition=models.Q(number__gte=1), name="notice_counts_itself")
        ),
        migrations.AddIndex(
            "notice",
            models.Index(condition=models.Q(replaced=False), fields=["member", "-id"], name="notice_by_member"),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(condition=models.Q(read_at=None, replaced=False), fields=["member"], name="notice_unread"),
        ),
        migrations.AddIndex("notice", models.Index(fields=["created_at"], name="notice_by_time")),
    ]
