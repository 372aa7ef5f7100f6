from django.db import migrations

from medigest.kit.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        AppendOnly("audit_decision", erasable=["actor_id", "member_id", "statement", "actor_salt", "member_salt", "statement_salt"]),
        AppendOnly("audit_seal"),
    ]
