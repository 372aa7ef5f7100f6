from datetime import UTC, datetime

from django.db import migrations

SHORT = (
    "<p><strong>General information, not medical advice.</strong> It comes from third parties and may be "
    "incomplete or out of date. For anything about your own health see a doctor or another health professional, "
    "and do not wait because of something you read here. In an emergency call your local emergency number. "
    "Posts are members' own experience. Medigest accepts no liability.</p>"
)
LONG = (
    "<p><strong>This is general information, not medical advice.</strong></p>"
    "<ul>"
    "<li>It is meant to help you understand a condition and prepare questions. It cannot tell what you have or "
    "what you need.</li>"
    "<li>If you think that you have this condition, or any sign of illness, see a doctor or another health "
    "professional for a proper diagnosis. Other conditions can look the same. Do not delay, and do not stop a "
    "treatment, because of something you read here.</li>"
    "<li>In an emergency call your local emergency number.</li>"
    "<li>The information comes from third parties; each article names its sources. It may be incomplete, out of "
    "date or wrong, and says whether it was reviewed. Naming something does not recommend it.</li>"
    "<li>Posts in the forums are the experience of members, not the word of professionals. Reading or writing "
    "here does not make anybody your doctor.</li>"
    "<li>Medigest accepts no liability for the information, nor for what is done because of it.</li>"
    "</ul>"
)


def state_first_disclaimer(apps, schema_editor):
    apps.get_model("conditions", "Disclaimer").objects.create(
        version=1,
        short_html=SHORT,
        long_html=LONG,
        effective_from=datetime(2026, 1, 1, tzinfo=UTC),
    )


class Migration(migrations.Migration):
    dependencies = [("conditions", "0002_guard_revisions")]

    operations = [migrations.RunPython(state_first_disclaimer, migrations.RunPython.noop)]
