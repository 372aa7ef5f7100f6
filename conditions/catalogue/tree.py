"""The tree of conditions, one level at a time: what stands at its top, and right beneath a condition."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from conditions.catalogue.models import Condition, Parent
from medigest.kit.paging import keyset

PAGE_SIZE = 100


@dataclass(frozen=True)
class Twig:
    """A condition in the tree; `branch_url` leads to what is beneath it, and is empty where nothing is."""

    name: str
    url: str
    definition: str
    branch_url: str


@dataclass(frozen=True)
class Level:
    """One page of a level; `after` is the cursor of the next, empty at the end."""

    twigs: list[Twig]
    after: str


def top(cursor: str = "") -> Level:
    """What stands beneath nothing."""
    return _level(Condition.objects.listed().filter(on_top=True), cursor)


def beneath(condition: Condition, cursor: str = "") -> Level:
    """What stands right beneath the condition."""
    return _level(Condition.objects.listed().filter(parent_links__parent=condition), cursor)


def parents_of(condition: Condition) -> list[Condition]:
    """What the condition is part of, in the order that it was told."""
    return list(Condition.objects.listed().filter(child_links__child=condition).order_by("child_links__id"))


def _level(rows: QuerySet[Condition], cursor: str) -> Level:
    has_more = Exists(Parent.objects.filter(parent=OuterRef("pk"), child__retired_at=None))
    page = keyset(
        rows.annotate(has_more=has_more),
        order=[("folded", str), ("pk", int)],
        cursor=cursor,
        size=PAGE_SIZE,
        key=lambda one: [one.folded, one.pk],
        rising=True,
    )
    return Level([_twig(one) for one in page.rows], page.after)


def _twig(condition: Condition) -> Twig:
    branch = reverse("conditions:branch", args=[condition.slug]) if getattr(condition, "has_more", False) else ""
    return Twig(condition.name, condition.url, condition.definition, branch)
