from django.db import migrations

from medigest.kit.guards import AppendOnly, NumberedWithoutGaps


class Migration(migrations.Migration):
    dependencies = [("conditions", "0001_initial")]

    operations = [
        AppendOnly("conditions_disclaimer"),
        AppendOnly("conditions_source"),
        AppendOnly("conditions_revision", erasable=["author_id"]),
        AppendOnly("conditions_citation"),
        NumberedWithoutGaps("conditions_revision", number="number", group="article_id"),
    ]
