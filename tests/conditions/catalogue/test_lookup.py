"""Find conditions by name, synonym, acronym or code, and list them by letter."""

import pytest
from django.db import connection

from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.holding import holding, sent
from conditions.catalogue.lookup import by_letter, find, letters
from conditions.catalogue.models import Condition, FormerCode, Name

pytestmark = pytest.mark.django_db


@pytest.fixture
def asps():
    condition = create(name="Alveolar soft part sarcoma")
    describe(
        condition,
        name=condition.name,
        definition="",
        names=[NameFact("acronym", "ASPS"), NameFact("synonym", "Sarcome alvéolaire")],
        codes=[CodeFact("DOID", "DOID:4239")],
    )
    return condition


@pytest.mark.parametrize(
    ("words", "matched"),
    [
        ("ASPS", "ASPS"),
        ("asps", "ASPS"),
        ("  asps ", "ASPS"),
        ("DOID:4239", "DOID:4239"),
        ("doid:4239", "DOID:4239"),
        ("sarcome alveolaire", "Sarcome alvéolaire"),
        ("SARCOME ALVÉOLAIRE", "Sarcome alvéolaire"),
        ("Álveolar SOFT  part sarcoma", ""),
        ("soft part", ""),
        ("sarcoma alveolar", ""),
    ],
)
def test_a_condition_is_found_by_each_of_its_names_and_codes(asps, words, matched):
    assert [(match.condition, match.matched) for match in find(words)] == [(asps, matched)]


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "DOID:423", "asps'--"])
def test_what_names_nothing_finds_nothing(asps, words):
    assert find(words) == []


def test_a_condition_is_told_once_by_its_best_name(asps):
    describe(asps, name=asps.name, definition="", names=[NameFact("synonym", "Sarcoma")], codes=[])
    assert [match.matched for match in find("sarcoma")] == ["Sarcoma"]


def test_the_exact_name_comes_first_however_many_hold_the_word():
    for number in range(60):
        create(name=f"Aaa {number} rare cough")
    whole, beginning = create(name="Rare cough"), create(name="Rare cough of winter")
    assert [match.condition for match in find("rare cough")][:2] == [whole, beginning]
    assert len(find("rare cough")) == 50


def test_the_search_costs_three_queries(asps, django_assert_num_queries):
    with django_assert_num_queries(3):
        [match.condition.name for match in find("sarcoma")]


def test_a_short_name_is_found_whole_and_a_short_beginning_finds_names(asps):
    cough = create(name="MS")
    describe(asps, name=asps.name, definition="", names=[NameFact("acronym", "MS")], codes=[])
    assert {match.condition for match in find("ms")} == {asps, cough}
    assert [match.condition for match in find("al")] == [asps]


def test_an_id_that_was_merged_into_a_condition_finds_it(asps):
    FormerCode.objects.create(condition=asps, value="DOID:5315")
    assert [(match.condition, match.matched) for match in find("doid:5315")] == [(asps, "DOID:5315")]


def test_the_index_follows_a_name_that_changes_and_one_that_goes(asps):
    describe(asps, name="Lamp fever", definition="", names=[], codes=[])
    assert find("sarcoma") == []
    assert [match.condition for match in find("fever")] == [asps]


@pytest.mark.parametrize("model", [Condition, Name])
def test_part_of_a_name_is_found_without_reading_all_names(model):
    if connection.vendor == "postgresql":  # it would read a few rows whole, whatever index there is
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = f"{model.objects.filter(holding(model, ['sarcoma', 'of'], sent(['sarcoma', 'of']))).explain()}\n"
    assert f"SCAN {model._meta.db_table}\n" not in plan
    assert f"Seq Scan on {model._meta.db_table}" not in plan


def test_letters_tell_which_have_conditions(asps):
    create(name="Éclat")
    create(name="17q fault")
    assert [letter for letter, present in letters() if present] == ["a", "e", "0"]
    assert [one.name for one in by_letter("e")] == ["Éclat"]
    assert [one.name for one in by_letter("0")] == ["17q fault"]
