"""A file of traps, invented for this: each is taken as a person would want, and what was cut is told by its id."""

from pathlib import Path

import pytest
from django.test import Client

from conditions.catalogue.lookup import find
from conditions.catalogue.models import Closure, Condition
from conditions.importers.ontology.apply import apply
from conditions.importers.ontology.files import load_obo
from conditions.importers.ontology.report import Report
from forums.boards.models import Board

from .conftest import counts

pytestmark = pytest.mark.django_db
TRAPS = Path(__file__).parents[1] / "data" / "traps.obo"
LIVE = 12


@pytest.fixture
def report() -> Report:
    return apply(load_obo(str(TRAPS)))


def test_all_that_can_stand_is_taken_and_the_rest_is_told(report: Report) -> None:
    assert counts(report) == {"created": LIVE}
    assert [problem.split(":")[1] for problem in map(str, report.problems)] == [
        *("0000008", "0000009"),  # a second term of an id, and one without a name
        *("0000004", "0000005", "0000003"),  # links to itself, to nothing, and in a circle
        *("0000013", "0000014"),  # replaced by each other
    ]
    assert Condition.objects.filter(name__icontains="duplicate id").get().name.casefold() == "duplicate id first"
    assert not Condition.objects.filter(name__icontains="obsolete").exists()


def test_the_same_file_again_changes_nothing(report: Report) -> None:
    again = apply(load_obo(str(TRAPS)))
    assert counts(again) == {"unchanged": LIVE}
    assert list(map(str, again.problems)) == list(map(str, report.problems))


def test_every_condition_has_a_board_a_slug_of_its_own_and_a_place_in_a_tree_without_circles(report: Report) -> None:
    slugs = set(Condition.objects.values_list("slug", flat=True))
    assert len(slugs) == LIVE
    assert all(slugs)
    assert Board.objects.exclude(condition=None).count() == LIVE
    pairs = set(Closure.objects.values_list("ancestor_id", "descendant_id"))
    assert not any((below, above) in pairs for above, below in pairs if above != below)


def test_signs_stay_the_signs_that_were_meant_and_names_are_found_without_them(report: Report, client: Client) -> None:
    quoted = Condition.objects.get(name__icontains="escaped")
    assert quoted.name.casefold() == 'escaped "quotes" and {braces}'
    assert quoted.definition.startswith('He said "see a doctor", then a backslash \\ and a newline')
    assert [one.text for one in quoted.names.all()] == ['quoted "name"']
    page = client.get(Condition.objects.get(name__icontains="alert(1)").url).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; condition" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    [found] = find("meniere sjogren")
    assert found.condition.names.get().text == "leading and trailing space"
