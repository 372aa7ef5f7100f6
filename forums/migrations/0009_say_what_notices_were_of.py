"""Every notice there was told of a decision."""

from django.db import migrations
from django.db.models import F

KINDS = {
    "published": ["approve", "approve-edit"],
    "sanction": ["warning", "silence", "suspension", "ban", "confirm", "lift"],
    "appeal": ["uphold-appeal", "refuse-appeal"],
    "office": ["appoint", "revoke", "role"],
}


def fill(apps, schema_editor):
    notices = apps.get_model("forums", "Notice").objects.all()
    notices.update(event_id=F("decision_id"), kind="decision")
    for kind, actions in KINDS.items():
        notices.filter(decision__action__in=actions).update(kind=kind)


class Migration(migrations.Migration):

    dependencies = [("forums", "0008_notices_of_every_kind")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
