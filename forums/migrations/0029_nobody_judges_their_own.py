"""What waits is not for who wrote it: fill in for what waits already."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def leave_to_others(apps, schema_editor):
    author = apps.get_model("forums", "Post").objects.filter(pk=OuterRef("post_id")).values("author_id")[:1]
    apps.get_model("forums", "QueueItem").objects.exclude(post=None).update(not_for=Subquery(author))


class Migration(migrations.Migration):
    dependencies = [("forums", "0028_drafts_keep_the_alias")]

    operations = [migrations.RunPython(leave_to_others, migrations.RunPython.noop)]
