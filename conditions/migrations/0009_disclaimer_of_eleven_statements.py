"""The second version of the disclaimer says each of its eleven statements beneath a heading of its own."""

from datetime import UTC, datetime

from django.db import migrations

STATEMENTS = (
    ("General information", "It helps you prepare questions. It is not medical advice."),
    ("See a professional, and do not delay", "Only they can tell what you have. Do not wait, and do not stop or change a treatment, because of this page."),
    ("Emergencies", "Call your local emergency number, or go to the nearest emergency department."),
    ("From named third parties", "Each article names them, with licence and date."),
    ("Reviewed or not", "Each article says so at its top."),
    ("May be incomplete", "It can be out of date or wrong, and your case may differ."),
    ("No recommendation", "To name a treatment, product or website is not to recommend it."),
    ("Posts are experience", "Members tell of their own. Nobody checks that it is right."),
    ("Nobody here is your doctor", "No answer here is made for you alone."),
    ("No liability", "Medigest accepts none, as far as the law allows."),
    ("If something is wrong", "Propose a correction of an article, or report a post."),
)


def declare_second_disclaimer(apps, schema_editor):
    disclaimers = apps.get_model("conditions", "Disclaimer").objects
    if disclaimers.filter(version__gt=1).exists():
        return  # an installation has gone on by itself
    items = "\n".join(f"<li><strong>{heading}.</strong> {text}</li>" for heading, text in STATEMENTS)
    disclaimers.create(
        version=2,
        short_html=disclaimers.get(version=1).short_html,
        long_html=f"<ul>\n{items}\n</ul>\n",
        effective_from=datetime(2026, 11, 25, tzinfo=UTC),
    )


class Migration(migrations.Migration):
    dependencies = [("conditions", "0008_names_alike")]

    operations = [migrations.RunPython(declare_second_disclaimer, migrations.RunPython.noop)]
