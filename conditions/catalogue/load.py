"""Create and describe thousands of conditions: what `describe` does for one, with few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from conditions.catalogue.describe import CodeFact, NameFact
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Closure, Code, Condition, Name
from conditions.catalogue.slugs import free_slugs
from conditions.signals import conditions_created, conditions_described
from medigest.kit.lots import lots


@dataclass(frozen=True)
class Description:
    """What a condition is called and coded as."""

    name: str = ""
    definition: str = ""
    names: tuple[NameFact, ...] = ()
    codes: tuple[CodeFact, ...] = ()


def create_all(wanted: Sequence[tuple[str, str]]) -> list[Condition]:
    """New conditions of these names and definitions, in this order, with their boards."""
    slugs = free_slugs(name for name, _definition in wanted)
    rows = [
        Condition(slug=slug, name=name, folded=fold(name), definition=definition)
        for slug, (name, definition) in zip(slugs, wanted, strict=True)
    ]
    with transaction.atomic():
        for lot in lots(rows):
            Condition.objects.bulk_create(lot)
            Closure.objects.bulk_create(Closure(ancestor=one, descendant=one) for one in lot)
            conditions_created.send(sender=Condition, ids=[one.pk for one in lot])
    return rows


def descriptions_of(ids: Sequence[int]) -> dict[int, Description]:
    """What the catalogue says now of many conditions."""
    said: dict[int, Description] = {}
    for lot in lots(ids):
        names: dict[int, list[NameFact]] = {pk: [] for pk in lot}
        codes: dict[int, list[CodeFact]] = {pk: [] for pk in lot}
        for name in Name.objects.filter(condition_id__in=lot).order_by("id"):
            names[name.condition_id].append(NameFact(name.kind, name.text))
        for code in Code.objects.filter(condition_id__in=lot).order_by("id"):
            codes[code.condition_id].append(CodeFact(code.system, code.value, code.url))
        for pk, called, definition in Condition.objects.filter(pk__in=lot).values_list("pk", "name", "definition"):
            said[pk] = Description(called, definition, tuple(names[pk]), tuple(codes[pk]))
    return said


def describe_all(now: Mapping[int, Description], wanted: Mapping[int, Description]) -> set[int]:
    """Make these the conditions' descriptions, where `now` stands; the ids of those that changed.

    Names and codes must be distinct but for case.
    """
    changed = [pk for pk, description in wanted.items() if description != now[pk]]
    with transaction.atomic():
        for lot in lots(changed):
            _describe(lot, now, wanted)
    return set(changed)


def _describe(lot: Sequence[int], now: Mapping[int, Description], wanted: Mapping[int, Description]) -> None:
    called = [pk for pk in lot if (now[pk].name, now[pk].definition) != (wanted[pk].name, wanted[pk].definition)]
    rows = Condition.objects.in_bulk(called)
    for pk, row in rows.items():
        row.name, row.folded, row.definition = wanted[pk].name, fold(wanted[pk].name), wanted[pk].definition
    Condition.objects.bulk_update(rows.values(), ["name", "folded", "definition"], batch_size=100)
    named = [pk for pk in lot if now[pk].names != wanted[pk].names]
    Name.objects.filter(condition_id__in=named).delete()
    Name.objects.bulk_create(
        Name(condition_id=pk, kind=one.kind, text=one.text, folded=fold(one.text))
        for pk in named
        for one in wanted[pk].names
    )
    coded = [pk for pk in lot if now[pk].codes != wanted[pk].codes]
    Code.objects.filter(condition_id__in=coded).delete()
    Code.objects.bulk_create(
        Code(condition_id=pk, system=one.system, value=one.value, url=one.url)
        for pk in coded
        for one in wanted[pk].codes
    )
    if called:
        conditions_described.send(sender=Condition, ids=called)
