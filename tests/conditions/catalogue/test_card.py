"""What a condition's page shows of the catalogue."""

import pytest

from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.read import Card, Link, card, told
from conditions.catalogue.relate import relate

pytestmark = pytest.mark.django_db


def test_a_card_tells_names_codes_parents_and_children_in_one_query(condition, django_assert_num_queries):
    describe(
        condition,
        name=condition.name,
        definition="",
        names=[NameFact("acronym", "HGS"), NameFact("synonym", "Keepers' ear")],
        codes=[CodeFact("COAST", "1", "https://harbour.example/1")],
    )
    above, second, first = create(name="Coast illness"), create(name="Zeal"), create(name="Ardour")
    relate(child_id=condition.pk, parent_ids=[above.pk])
    for child in (second, first):
        relate(child_id=child.pk, parent_ids=[condition.pk])
    with django_assert_num_queries(1):
        shown = card(told(condition.pk))
    assert shown == Card(
        names=["HGS", "Keepers' ear"],
        codes=[{"system": "COAST", "value": "1", "url": "https://harbour.example/1"}],
        parents=[Link(above.name, f"/conditions/{above.slug}/")],
        children=[Link(one.name, f"/conditions/{one.slug}/") for one in (first, second)],
    )


def test_former_and_related_names_stand_apart_from_those_that_say_the_same(condition):
    kinds = ("acronym", "synonym", "former", "related")
    names = [NameFact(kind, f"A {kind}") for kind in kinds]
    describe(condition, name=condition.name, definition="", names=names, codes=[])
    shown = card(told(condition.pk))
    assert (shown.names, shown.former, shown.related) == (["A acronym", "A synonym"], ["A former"], ["A related"])
