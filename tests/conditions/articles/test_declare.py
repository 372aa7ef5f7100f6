"""A disclaimer says all of its eleven statements, or it is none."""

from datetime import timedelta
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from conditions.articles.anatomy import Statement
from conditions.articles.declare import Incomplete, declare
from conditions.articles.disclaimers import in_force
from medigest.kit import clock

pytestmark = pytest.mark.django_db

WORDS = {one.value: f"Words of {one.value},\nin *two* lines." for one in Statement}


def test_the_disclaimer_that_comes_with_the_site_says_all_of_them():
    long_html = in_force().long_html
    assert len(Statement) == 11
    assert long_html.count("<li>") == 11
    places = [long_html.index(f"<strong>{one.label}.</strong>") for one in Statement]
    assert places == sorted(places)


def test_a_new_version_is_in_force_from_its_day_on():
    before = in_force()
    made = declare(statements=WORDS, short="Short *words*.", effective_from=clock.now() + timedelta(days=1))
    assert (made.version, in_force()) == (before.version + 1, before)
    with clock.at(clock.now() + timedelta(days=2)):
        assert in_force() == made
    assert made.short_html == "<p>Short <em>words</em>.</p>\n"
    assert "<strong>Emergencies.</strong> Words of emergency, in <em>two</em> lines." in made.long_html


@pytest.mark.parametrize("statement", Statement.values)
def test_without_one_of_them_there_is_no_new_version(statement):
    with pytest.raises(Incomplete) as error:
        declare(statements=WORDS | {statement: " \n"}, short="Short.", effective_from=clock.now())
    assert error.value.missing == [statement]


def test_the_command_declares_what_a_file_says(tmp_path):
    path, out = tmp_path / "disclaimer.yaml", StringIO()
    path.write_text(yaml.safe_dump({"short": "Short.", "statements": WORDS}))
    call_command("declare_disclaimer", str(path), "--from", "2026-11-26", stdout=out)
    assert out.getvalue() == "Version 3 of the disclaimer holds from 2026-11-26 00:00 on.\n"


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        ("short: ''\nstatements: {general: x}", [], "emergency"),
        ("- a list", [], "needs `short` and `statements`"),
        ("a: [", [], "can't be read"),
        ("short: x", ["--from", "tomorrow"], "is no day"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, text, options, why):
    path = tmp_path / "disclaimer.yaml"
    path.write_text(text)
    with pytest.raises(CommandError, match=why):
        call_command("declare_disclaimer", str(path), *options)
