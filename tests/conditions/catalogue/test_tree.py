"""The tree, a level at a time, and what of it an article names."""

import pytest
from django.test import Client

from conditions.catalogue import tree
from conditions.catalogue.describe import create
from conditions.catalogue.merge import merge
from conditions.catalogue.read import MOST_BENEATH, card, told
from conditions.catalogue.relate import relate
from conditions.catalogue.relate_all import relate_all
from conditions.catalogue.retire import retire, revive

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """disease > cancer > sarcoma, and asthma beneath nothing, by name."""
    one = {name: create(name=name) for name in ("disease", "cancer", "sarcoma", "asthma")}
    relate_all({one["cancer"].pk: [one["disease"].pk], one["sarcoma"].pk: [one["cancer"].pk]}, confirmed=True)
    return one


def names(level: tree.Level) -> list[str]:
    return [twig.name for twig in level.twigs]


def test_the_tree_begins_with_what_is_beneath_nothing(family):
    assert names(tree.top()) == ["asthma", "disease"]
    relate(child_id=family["asthma"].pk, parent_ids=[family["disease"].pk])
    assert names(tree.top()) == ["disease"]


def test_what_loses_its_parents_comes_to_the_top(family):
    relate(child_id=family["cancer"].pk, parent_ids=[])
    assert names(tree.top()) == ["asthma", "cancer", "disease"]


def test_what_stood_beneath_a_retired_condition_comes_to_the_top_until_it_is_back(family):
    retire([family["disease"].pk])
    assert names(tree.top()) == ["asthma", "cancer"]
    revive([family["disease"].pk])
    assert names(tree.top()) == ["asthma", "disease"]


def test_what_stood_beneath_a_merged_condition_stands_beneath_the_survivor(family):
    merge(survivor_id=family["disease"].pk, merged_id=family["cancer"].pk)
    assert names(tree.beneath(family["disease"])) == ["sarcoma"]
    assert names(tree.top()) == ["asthma", "disease"]


def test_only_what_has_something_beneath_it_has_a_branch(family):
    [cancer] = tree.beneath(family["disease"]).twigs
    assert cancer.branch_url == "/conditions/tree/cancer/"
    [sarcoma] = tree.beneath(family["cancer"]).twigs
    assert sarcoma.branch_url == ""


def test_a_long_level_goes_on_where_its_page_ends(family, monkeypatch):
    monkeypatch.setattr(tree, "PAGE_SIZE", 2)
    for name in ("anaemia", "eczema", "zoster"):
        relate(child_id=create(name=name).pk, parent_ids=[family["disease"].pk])
    first = tree.beneath(family["disease"])
    assert names(first) == ["anaemia", "cancer"]
    second = tree.beneath(family["disease"], first.after)
    assert (names(second), second.after) == (["eczema", "zoster"], "")


def test_an_article_names_the_first_beneath_it_and_leads_to_all(family, client: Client):
    ids = [create(name=f"kind {number:02}").pk for number in range(MOST_BENEATH)]
    relate_all({pk: [family["cancer"].pk] for pk in ids}, confirmed=True)
    shown = card(told(family["cancer"].pk))
    assert [link.name for link in shown.children] == [f"kind {number:02}" for number in range(MOST_BENEATH)]
    assert shown.more_beneath
    assert "/conditions/tree/cancer/" in client.get("/conditions/cancer/").content.decode()
    retire(ids[:1])
    assert not card(told(family["cancer"].pk)).more_beneath


def test_the_address_of_a_merged_branch_leads_to_the_survivors(family, client: Client):
    merge(survivor_id=family["disease"].pk, merged_id=family["cancer"].pk)
    response = client.get("/conditions/tree/cancer/")
    assert (response.status_code, response["Location"]) == (301, "/conditions/tree/disease/")
