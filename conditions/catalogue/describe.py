"""Create a condition, and change what it is called and coded as."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from conditions.catalogue.folding import fold
from conditions.catalogue.models import Closure, Code, Condition, Name
from conditions.catalogue.slugs import free_slug
from conditions.signals import conditions_created, conditions_described


@dataclass(frozen=True)
class NameFact:
    """Another name: `kind` is acronym, synonym or former."""

    kind: str
    text: str


@dataclass(frozen=True)
class CodeFact:
    """The condition's id in another system."""

    system: str
    value: str
    url: str = ""


def create(*, name: str, definition: str = "", slug: str = "") -> Condition:
    """A new condition; its board is opened in the same transaction.

    `slug` is taken as it is where given (IntegrityError when it is taken), else made from the name.
    """
    with transaction.atomic():
        condition = Condition.objects.create(
            slug=slug or free_slug(name), name=name, folded=fold(name), definition=definition
        )
        Closure.objects.create(ancestor=condition, descendant=condition)
        conditions_created.send(sender=Condition, ids=[condition.pk])
        return condition


def describe(
    condition: Condition,
    *,
    name: str,
    definition: str,
    names: Collection[NameFact],
    codes: Collection[CodeFact],
) -> bool:
    """Make these the condition's name, definition, other names and codes; whether anything changed."""
    with transaction.atomic():
        changed = (condition.name, condition.definition) != (name, definition)
        if changed:
            condition.name, condition.folded, condition.definition = name, fold(name), definition
            condition.save(update_fields=["name", "folded", "definition"])
            conditions_described.send(sender=Condition, ids=[condition.pk])
        # One after the other: `or` would skip the second where the first changed.
        renamed = _replace_names(condition, _distinct_names(names))
        recoded = _replace_codes(condition, _distinct_codes(codes))
        return changed or renamed or recoded


def _distinct_names(names: Collection[NameFact]) -> list[NameFact]:
    """The names without those that differ by case only; the first spelling stays."""
    return list({(one.kind, one.text.lower()): one for one in reversed(list(names))}.values())[::-1]


def _distinct_codes(codes: Collection[CodeFact]) -> list[CodeFact]:
    """The codes without those that differ by case only; the first spelling stays."""
    return list({(one.system, one.value.lower()): one for one in reversed(list(codes))}.values())[::-1]


def _replace_names(condition: Condition, names: list[NameFact]) -> bool:
    present = [NameFact(one.kind, one.text) for one in condition.names.order_by("id")]
    if present == names:
        return False
    condition.names.all().delete()
    Name.objects.bulk_create(
        Name(condition=condition, kind=one.kind, text=one.text, folded=fold(one.text)) for one in names
    )
    return True


def _replace_codes(condition: Condition, codes: list[CodeFact]) -> bool:
    present = [CodeFact(one.system, one.value, one.url) for one in condition.codes.order_by("id")]
    if present == codes:
        return False
    condition.codes.all().delete()
    Code.objects.bulk_create(
        Code(condition=condition, system=one.system, value=one.value, url=one.url) for one in codes
    )
    return True
