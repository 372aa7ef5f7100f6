"""A name with slips in it still finds its condition, and nothing far from it."""

import pytest
from django.test import Client

from conditions.catalogue.describe import NameFact, create, describe
from conditions.catalogue.resembling import resembling
from conditions.catalogue.retire import retire

pytestmark = pytest.mark.django_db


@pytest.fixture
def conditions():
    names = ("Ménière's disease", "Diabetes mellitus", "Asthma", "Leukaemia", "Cystic fibrosis", "Rosacea")
    made = {name: create(name=name) for name in names}
    cystic = made["Cystic fibrosis"]
    describe(cystic, name=cystic.name, definition="", names=[NameFact("synonym", "Mucoviscidosis")], codes=[])
    return made


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("menieres", "Ménière's disease"),
        ("Menires diseese", "Ménière's disease"),
        ("meniers", "Ménière's disease"),
        ("diabetis", "Diabetes mellitus"),
        ("diabtes melitus", "Diabetes mellitus"),
        ("astma", "Asthma"),
        ("leukemia", "Leukaemia"),
        ("leukiam", "Leukaemia"),
        ("cystic fybr", "Cystic fibrosis"),
        ("mukoviscidosis", "Cystic fibrosis"),
    ],
)
def test_slips_are_forgiven(typed, name, conditions):
    assert [match.condition.name for match in resembling(typed, 8)] == [name]


@pytest.mark.parametrize("typed", ["", "a", "mel", "migraine", "fibrosis of somewhere else", "'\" OR *", "x" * 200])
def test_what_is_not_close_is_not_offered(typed, conditions):
    found = [match.condition.name for match in resembling(typed, 8)]
    assert found == (["Diabetes mellitus"] if typed == "mel" else [])


def test_the_name_that_was_meant_is_told(conditions):
    assert [match.matched for match in resembling("mukoviscidosis", 8)] == ["Mucoviscidosis"]


def test_a_retired_condition_is_not_offered(conditions):
    retire([conditions["Asthma"].pk])
    assert resembling("astma", 8) == []


@pytest.mark.parametrize(
    "path", ["/conditions/suggest/?q=menieres", "/conditions/?q=menieres", "/search/suggest/?q=menieres"]
)
def test_every_search_for_a_condition_forgives(path, conditions, client: Client):
    assert "/conditions/menieres-disease/" in client.get(path).content.decode()
