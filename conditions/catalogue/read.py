"""What a condition's page shows of the catalogue, in one query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet, Value

from conditions.catalogue.folding import fold
from conditions.catalogue.models import Code, Name, Parent
from medigest.kit.addresses import address_of

# How many conditions beneath it a page names; the tree has the others.
MOST_BENEATH = 12


@dataclass(frozen=True)
class Link:
    """Another condition."""

    name: str
    url: str


@dataclass(frozen=True)
class Card:
    """The other names, codes ({"system", "value", "url"}), parents and children of one condition.

    `children` are the first of them; `more_beneath`: there are others. `names` say the same thing; `former` did once,
    in an older release or before a merge; `related` are broader or narrower.
    """

    names: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    codes: list[dict[str, str]] = field(default_factory=list)
    parents: list[Link] = field(default_factory=list)
    children: list[Link] = field(default_factory=list)
    more_beneath: bool = False
    editors: list[str] = field(default_factory=list)


Told = tuple[str, int, str, str, str]


def told(
    condition_id: int, editors: QuerySet[Any] | None = None, more: Sequence[QuerySet[Any, Told]] = ()
) -> QuerySet[Any, Told]:
    """The query of a card, with whose the grants of `editors` are: rows of a kind, an order and three words. `more`:
    what else is asked along, in rows of other kinds."""
    none = Value("")
    names = Name.objects.filter(condition=condition_id).values_list(Value("name"), "id", "text", "kind", none)
    codes = Code.objects.filter(condition=condition_id).values_list(Value("code"), "id", "system", "value", "url")
    links = Parent.objects.order_by()
    above = links.filter(child=condition_id).values_list(Value("above"), "id", "parent__name", "parent__slug", none)
    beneath = links.filter(pk__in=_first_beneath(condition_id)).values_list(
        Value("beneath"), "id", "child__name", "child__slug", none
    )
    parts = [codes.order_by(), above, beneath]
    if editors is not None:
        parts.append(editors.order_by().values_list(Value("editor"), "id", "member__handle", none, none))
    return names.order_by().union(*parts, *more, all=True)


def card(found: Iterable[Told]) -> Card:
    """The card of what was `told`; other kinds of rows are left out."""
    shown = Card()
    for kind, _id, first, second, third in sorted(found):
        if kind == "name":
            {"former": shown.former, "related": shown.related}.get(second, shown.names).append(first)
        elif kind == "editor":
            shown.editors.append(first)
        elif kind == "code":
            shown.codes.append({"system": first, "value": second, "url": third})
        elif kind in ("above", "beneath"):
            links_there = shown.parents if kind == "above" else shown.children
            links_there.append(Link(first, address_of("conditions:article", second)))
    shown.codes.sort(key=lambda code: code["system"])
    shown.children.sort(key=lambda child: fold(child.name))
    more = len(shown.children) > MOST_BENEATH
    return replace(shown, children=shown.children[:MOST_BENEATH], more_beneath=more)


def _first_beneath(condition_id: int) -> QuerySet[Parent, int]:
    """The links to as many as are named, and one more; a root may stand over thousands."""
    links = Parent.objects.filter(parent=condition_id, child__retired_at=None)
    return links.order_by("child__folded", "child__pk").values_list("pk", flat=True)[: MOST_BENEATH + 1]
