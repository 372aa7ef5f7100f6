"""Every column of every table is placed: whoever adds one says whose it is, or that it tells of nobody."""

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Field, Model

from medigest.members.models import Consent, Member
from medigest.members.privacy import registry
from medigest.members.privacy.registry import Fate, Holding, Table

MODELS = apps.get_models(include_auto_created=True)
PLACED = {table.model: table for table in registry.tables()}
HOLDINGS = list(registry.holdings())
HOW = """
{missing} of {label} {verb} not placed in the privacy registry.

Open the privacy.py of the room that the model belongs to (forums/privacy/, conditions/privacy.py,
medigest/audit/privacy.py; account.py, ways_in.py and background.py beside the registry for the members' room and for
apps of others) and say there, in the Table of {label}:
  - a column that tells of a member goes into a Holding: `owner` is the path to the member ("author", "post__author"),
    `what`, `purpose` and `kept` are words that the member reads under /privacy/, `fate` is what erasure does to it,
    `withheld` says why it is no part of the member's archive (without it, it is), `rows` makes its rows;
  - a column that tells of nobody goes into `plain`;
  - where the rows do not go with the member's own row, `erase=` names the verb that erases them; where they end by
    themselves, `expire=` names the verb that tick runs.
Then give tests/members/privacy/plant.py a row of {label} that belongs to the leaver.
"""


def ids(value: Any) -> str:
    return value._meta.label if isinstance(value, type) else f"{value[0].model._meta.label}-{value[1].owner}"


def columns(model: type[Model]) -> list[Field]:
    """All but the row's own number."""
    return [one for one in model._meta.concrete_fields if not (one.primary_key and one.name == "id")]


def links(table: Table) -> set[str]:
    """The columns that lead to members: the first step of each path."""
    return {holding.owner.split("__")[0] for holding in table.holdings if holding.owner}


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_column_is_placed(model: type[Model]) -> None:
    table = PLACED.get(model) or Table(model)
    placed = {*table.plain, *links(table), *(name for one in table.holdings for name in one.columns)}
    missing = sorted({one.name for one in columns(model)} - placed)
    verb = "is" if len(missing) == 1 else "are"
    assert not missing, HOW.format(missing=", ".join(missing), label=model._meta.label, verb=verb)


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_link_to_a_member_has_somebody_who_unties_it(model: type[Model]) -> None:
    to_members = {one.name for one in columns(model) if one.related_model is Member}
    owners = {one.owner for one in PLACED[model].holdings}
    assert to_members <= owners, f"{model._meta.label}: a Holding for each of {sorted(to_members)}, with it as `owner`"


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_no_column_is_placed_twice_and_none_that_is_not_there(model: type[Model]) -> None:
    table = PLACED[model]
    placed = [*table.plain, *(name for one in table.holdings for name in one.columns)]
    assert not {name for name, times in Counter(placed).items() if times > 1}
    assert not set(placed) - {one.name for one in columns(model)}
    assert not set(table.plain) & links(table)


@pytest.mark.parametrize("placed", HOLDINGS, ids=ids)
def test_a_holding_says_in_words_what_for_and_how_long(placed: tuple[Table, Holding]) -> None:
    _table, holding = placed
    for words in (holding.what, holding.purpose, holding.kept):
        assert len(str(words)) > 5
        assert not str(words).endswith(".")
    assert (holding.fate is Fate.CHOSEN) == (holding.choice is not None)


@pytest.mark.parametrize("placed", HOLDINGS, ids=ids)
def test_the_path_to_the_member_leads_to_a_member(placed: tuple[Table, Holding]) -> None:
    table, holding = placed
    if holding.owner is None:
        assert table.erase, "without a path, somebody has to know how its rows are found"
        return
    model: Any = table.model
    for name in holding.owner.split("__") if holding.owner else ():
        model = model._meta.get_field(name).related_model
    assert model is Member


def test_what_is_kept_a_number_of_days_expires_by_itself() -> None:
    dated = {table.model for table, holding in HOLDINGS if str(holding.kept)[0].isdigit()}
    assert dated
    assert not [model._meta.label for model in dated if not PLACED[model].expire]


def test_the_kinds_of_content_to_choose_for_have_keys_of_their_own() -> None:
    keys = [choice.key for choice in registry.choices()]
    assert keys
    assert len(keys) == len(set(keys))


def test_a_table_is_placed_once() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"members\.Consent is placed twice"):
        registry.place(Table(Consent))


def test_a_new_column_would_be_found() -> None:
    with pytest.raises(FieldDoesNotExist):
        Member._meta.get_field("shoe_size")
    field = Field(name="shoe_size")
    field.set_attributes_from_name("shoe_size")
    table = PLACED[Member]
    assert "shoe_size" not in {*table.plain, *(name for one in table.holdings for name in one.columns)}
