"""Articles are marked anew as the glossary changes; forgotten drafts are found by their time."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("conditions", "0014_drafts_of_each_editor"),
    ]

    operations = [
        migrations.AddField(model_name="article", name="marked", field=models.JSONField(default=dict)),
        migrations.AddIndex(
            model_name="draft", index=models.Index(fields=["updated_at"], name="editors_draft_by_time")
        ),
    ]
