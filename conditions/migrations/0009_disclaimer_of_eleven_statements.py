"""The second version of the disclaimer says each of its eleven statements beneath a heading of its own."""

from datetime import UTC, datetime

from django.db import migrations

STATEMENTS = (
    ("General information", "This explains a condition and helps you prepare questions. It is not medical advice, and it cannot tell what you have or what you need."),
    ("See a professional, and do not delay", "If you think that you have this condition, or any sign of illness, see a doctor or another health professional for a proper diagnosis: other conditions can look the same. Do not wait, and do not stop or change a treatment, because of something you read here."),
    ("Emergencies", "In an emergency call your local emergency number, or go to the nearest emergency department."),
    ("From named third parties", "The information comes from others. Each article names them, the licence of their text, and the day on which it was opened."),
    ("Reviewed or not", "Each article says at its top how far it was reviewed. Until it says so, no professional has reviewed it."),
    ("May be incomplete", "The information may be incomplete, out of date or wrong, and your case may differ from what is usual."),
    ("No recommendation", "Naming a treatment, product, test, organisation or website does not recommend it."),
    ("Posts are experience", "What members write in the forums is their own experience and opinion, not the word of professionals, and is not checked for being right."),
    ("Nobody here is your doctor", "Reading or writing here makes nobody your doctor or therapist, and no answer here is made for you alone."),
    ("No liability", "Medigest accepts no liability for the information, nor for what is done because of it, as far as the law allows."),
    ("If something is wrong", "Please say so: with “Propose a correction” beneath an article, or with “Report” beside a post."),
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
