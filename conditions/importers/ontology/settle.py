"""Settle the terms of an ontology on conditions: by the last import, by their id as a code, by name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from conditions.catalogue.folding import fold
from conditions.catalogue.models import Code, Condition
from conditions.importers.models import Imported
from conditions.importers.ontology.terms import Term
from medigest.kit.lots import lots


@dataclass
class Settled:
    """A term on its way. `condition_id` is 0 until one is found or created."""

    term: Term
    record: Imported | None = None
    condition_id: int = 0


def records_of(system: str) -> dict[str, Imported]:
    """What was imported of the system before, by id; what each term stated is fetched only where it is needed."""
    rows = Imported.objects.filter(system=system).defer("stated", "imported_at")
    return {row.key: row for row in rows.iterator(chunk_size=2000)}


def settle(terms: Sequence[Term], records: Mapping[str, Imported]) -> list[Settled]:
    """The terms with the conditions that stand for them; no two on one condition."""
    settled = [Settled(term, records.get(term.key)) for term in terms]
    taken = {record.condition_id for record in records.values()}
    for one in settled:
        if one.record:
            one.condition_id = one.record.condition_id
    for found in (_by_code, _by_name):
        for one, condition_id in found([one for one in settled if not one.condition_id]):
            if condition_id not in taken and not one.condition_id:
                taken.add(condition_id)
                one.condition_id = condition_id
    return settled


def _by_code(open_ones: Sequence[Settled]) -> Iterator[tuple[Settled, int]]:
    by_key = {one.term.key: one for one in open_ones}
    for lot in lots(by_key):
        rows = Code.objects.filter(value__in=lot, condition__retired_at=None).order_by("id")
        yield from ((by_key[value], pk) for value, pk in rows.values_list("value", "condition_id"))


def _by_name(open_ones: Sequence[Settled]) -> Iterator[tuple[Settled, int]]:
    """By name, where one condition alone is called so."""
    by_name = {fold(one.term.name): one for one in reversed(open_ones)}
    for lot in lots(by_name):
        rows = Condition.objects.listed().filter(folded__in=lot).order_by("id").values_list("folded", "pk")
        found: dict[str, list[int]] = {}
        for folded, pk in rows:
            found.setdefault(folded, []).append(pk)
        yield from ((by_name[folded], ids[0]) for folded, ids in found.items() if len(ids) == 1)
