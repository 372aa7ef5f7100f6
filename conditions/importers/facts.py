"""What the catalogue says of a condition, and how a new statement of it meets what stands there."""

from collections.abc import Callable, Hashable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from conditions.catalogue.describe import CodeFact, NameFact
from conditions.catalogue.models import Condition, Parent

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """Name, definition, other names and codes, and the ids of the parents."""

    name: str = ""
    definition: str = ""
    names: tuple[NameFact, ...] = ()
    codes: tuple[CodeFact, ...] = ()
    parents: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "names": [asdict(name) for name in self.names],
            "codes": [asdict(code) for code in self.codes],
            "parents": list(self.parents),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Facts":
        return cls(
            name=stored.get("name", ""),
            definition=stored.get("definition", ""),
            names=tuple(NameFact(**name) for name in stored.get("names", ())),
            codes=tuple(CodeFact(**code) for code in stored.get("codes", ())),
            parents=tuple(stored.get("parents", ())),
        )


def facts_of(condition: Condition) -> Facts:
    """What the catalogue says now."""
    return Facts(
        name=condition.name,
        definition=condition.definition,
        names=tuple(NameFact(one.kind, one.text) for one in condition.names.order_by("id")),
        codes=tuple(CodeFact(one.system, one.value, one.url) for one in condition.codes.order_by("id")),
        parents=tuple(Parent.objects.filter(child=condition).order_by("id").values_list("parent_id", flat=True)),
    )


def merge(*, now: Facts, before: Facts, after: Facts) -> Facts:
    """What shall stand, where `now` stands, a record stated `before` and states `after` today.

    What the record gave and nobody touched follows the record; all else is somebody's own work and stays.
    """
    return Facts(
        name=after.name if now.name == before.name else now.name,
        definition=after.definition if now.definition == before.definition else now.definition,
        names=_merge(now.names, before.names, after.names, lambda name: (name.kind, name.text.lower())),
        codes=_merge(now.codes, before.codes, after.codes, lambda code: (code.system, code.value.lower())),
        parents=_merge(now.parents, before.parents, after.parents, lambda parent: parent),
    )


def _merge(
    now: tuple[T, ...], before: tuple[T, ...], after: tuple[T, ...], identity: Callable[[T], Hashable]
) -> tuple[T, ...]:
    if now == before:
        return after
    was = {identity(item): item for item in before}
    will = {identity(item): item for item in after}
    stays = [will.get(identity(item)) if was.get(identity(item)) == item else item for item in now]
    known = was.keys() | {identity(item) for item in now}
    added = [item for item in after if identity(item) not in known]
    return (*(item for item in stays if item is not None), *added)
