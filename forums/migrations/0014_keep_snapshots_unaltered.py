from django.db import migrations

from medigest.kit.guards import Unaltered


class Migration(migrations.Migration):

    dependencies = [
        ("forums", "0013_rules_crisis_lane_and_pace"),
    ]

    operations = [Unaltered('forums_report', 'snapshot')]
