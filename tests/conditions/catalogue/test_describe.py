"""Create a condition, and change what it is called and coded as."""

import pytest
from django.db import IntegrityError, transaction

from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.models import Closure, Condition

pytestmark = pytest.mark.django_db


def say(condition: Condition, **changes: object) -> bool:
    facts = {"name": condition.name, "definition": condition.definition, "names": [], "codes": []}
    return describe(condition, **(facts | changes))


def test_a_new_condition_stands_beneath_itself(condition):
    assert list(Closure.objects.values_list("ancestor", "descendant")) == [(condition.pk, condition.pk)]


def test_a_slug_is_made_from_the_name(condition):
    assert condition.slug == "harbour-glass-syndrome"


def test_names_that_differ_by_a_sign_get_slugs_of_their_own():
    assert [create(name=name).slug for name in ("EZB-MYC+", "EZB-MYC-")] == ["ezb-myc", "ezb-myc-2"]


def test_a_name_without_a_letter_gets_a_slug():
    assert create(name="¿?").slug == "condition"


def test_a_reserved_slug_is_never_made():
    assert create(name="New").slug == "new-2"


def test_a_slug_that_is_given_twice_is_refused_and_leaves_nothing(condition):
    with pytest.raises(IntegrityError), transaction.atomic():
        create(name="Another", slug=condition.slug)
    assert Condition.objects.count() == 1


def test_a_receiver_that_raises_undoes_the_creation():
    from conditions.signals import conditions_created

    def refuse(**kwargs):
        raise RuntimeError("no board")

    conditions_created.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            create(name="Boardless")
    finally:
        conditions_created.disconnect(refuse)
    assert not Condition.objects.exists()


def test_description_replaces_names_and_codes(condition):
    say(condition, names=[NameFact("acronym", "HGS")], codes=[CodeFact("COAST", "1")])
    say(condition, names=[NameFact("synonym", "Keepers' ear")], codes=[CodeFact("COAST", "2")])
    assert [name.text for name in condition.names.all()] == ["Keepers' ear"]
    assert [code.value for code in condition.codes.all()] == ["2"]


def test_the_same_description_twice_changes_nothing(condition):
    said = {"names": [NameFact("acronym", "HGS")], "codes": [CodeFact("COAST", "1")]}
    assert say(condition, **said)
    assert not say(condition, **said)


def test_of_names_and_codes_that_differ_by_case_the_first_stays(condition):
    say(
        condition,
        names=[NameFact("acronym", "HGS"), NameFact("acronym", "hgs")],
        codes=[CodeFact("COAST", "a1"), CodeFact("COAST", "A1")],
    )
    assert [name.text for name in condition.names.all()] == ["HGS"]
    assert [code.value for code in condition.codes.all()] == ["a1"]


def test_a_new_name_is_found_folded(condition):
    say(condition, name="Ménière's Ear")
    condition.refresh_from_db()
    assert condition.folded == "meniere's ear"
