"""Set what many conditions are part of; links that would close a cycle are cut and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from conditions.catalogue.closure import Pairs, close
from conditions.catalogue.models import Condition, Parent
from conditions.catalogue.relate import one_writer_at_a_time
from conditions.signals import hierarchy_growing
from medigest.kit.lots import lots

Wanted = Mapping[int, Sequence[int]]
Links = dict[int, list[int]]


@dataclass(frozen=True)
class Related:
    """Whose parents changed, and which links (child, parent) were cut."""

    changed: set[int] = field(default_factory=set)
    cut: list[tuple[int, int]] = field(default_factory=list)


def relate_all(wanted: Wanted, *, confirmed: bool) -> Related:
    """Make these the conditions' parents, in the order given, which decides which link of a cycle is cut: the last.

    Raises signals.Refused where grants over "everything beneath" would come to reach further, and nobody `confirmed`.
    """
    with transaction.atomic():
        one_writer_at_a_time()
        present = _present()
        right, cut = _without_cycles(present, wanted)
        changed = [child for child in wanted if list(present.get(child, ())) != right[child]]
        for lot in lots(changed):
            Parent.objects.filter(child_id__in=lot).delete()
            Parent.objects.bulk_create(
                Parent(child_id=child, parent_id=parent) for child in lot for parent in right[child]
            )
        grown = close(changed)
        if grown:
            hierarchy_growing.send(sender=Condition, pairs=grown, confirmed=confirmed)
        return Related(set(changed), cut)


def _present() -> Links:
    links: Links = {}
    for child, parent in Parent.objects.order_by("id").values_list("child_id", "parent_id").iterator():
        links.setdefault(child, []).append(parent)
    return links


def _without_cycles(present: Links, wanted: Wanted) -> tuple[Links, list[tuple[int, int]]]:
    """The parents that can stand: links that stand already first, then the new ones, one by one."""
    links: Pairs = {child: set(parents) for child, parents in present.items()}
    for child, parents in wanted.items():
        links[child] = links.get(child, set()) & set(parents)
    cut = []
    for child, parents in wanted.items():
        for parent in parents:
            if parent in links[child]:
                continue
            if _reaches(links, parent, child):
                cut.append((child, parent))
            else:
                links[child].add(parent)
    return {child: [one for one in dict.fromkeys(wanted[child]) if one in links[child]] for child in wanted}, cut


def _reaches(links: Pairs, start: int, goal: int) -> bool:
    """Whether `goal` stands above `start`, or is it."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        above = links.get(node, set()) - seen
        seen |= above
        waiting += above
    return False
