"""The closure: every pair of a condition and one above it, rewritten where links changed."""

from collections.abc import Collection

from conditions.catalogue.models import Closure, Parent
from conditions.catalogue.tops import keep_tops
from medigest.kit.lots import lots

Pairs = dict[int, set[int]]


def close(children: Collection[int]) -> Pairs:
    """Bring the closure of these conditions, and of all beneath them, in line with the links, which hold no cycle.

    Returns the pairs that are new: of each condition above, what came to stand beneath it.
    """
    moved = _beneath(children) | set(children)
    links = _links(moved)
    outside = {parent for parents in links.values() for parent in parents} - moved
    right = _ancestors(moved, links, _above(outside))
    grown: Pairs = {}
    missing: list[Closure] = []
    for lot in lots(sorted(moved)):
        stale = []
        present: Pairs = {node: set() for node in lot}
        for pk, ancestor, node in Closure.objects.filter(descendant_id__in=lot).values_list(
            "pk", "ancestor_id", "descendant_id"
        ):
            present[node].add(ancestor)
            if ancestor not in right[node]:
                stale.append(pk)
        for some in lots(stale):
            Closure.objects.filter(pk__in=some).delete()
        for node in lot:
            for ancestor in sorted(right[node] - present[node]):
                missing.append(Closure(ancestor_id=ancestor, descendant_id=node))
                if ancestor != node:
                    grown.setdefault(ancestor, set()).add(node)
    Closure.objects.bulk_create(missing, batch_size=1000)
    keep_tops(children)
    return grown


def _beneath(nodes: Collection[int]) -> set[int]:
    return {
        node
        for lot in lots(nodes)
        for node in Closure.objects.filter(ancestor_id__in=lot).values_list("descendant_id", flat=True)
    }


def _links(nodes: Collection[int]) -> Pairs:
    links: Pairs = {node: set() for node in nodes}
    for lot in lots(nodes):
        for child, parent in Parent.objects.filter(child_id__in=lot).values_list("child_id", "parent_id"):
            links[child].add(parent)
    return links


def _above(nodes: Collection[int]) -> Pairs:
    """What the closure says already of conditions that did not move."""
    above: Pairs = {node: {node} for node in nodes}
    for lot in lots(nodes):
        rows = Closure.objects.filter(descendant_id__in=lot).values_list("ancestor_id", "descendant_id")
        for ancestor, node in rows:
            above[node].add(ancestor)
    return above


def _ancestors(nodes: Collection[int], links: Pairs, above: Pairs) -> Pairs:
    """Of each node, itself and all above it. No recursion: a chain may be longer than Python's stack."""
    for start in nodes:
        waiting = [start]
        while waiting:
            node = waiting[-1]
            open_parents = [parent for parent in links.get(node, ()) if parent not in above]
            if node not in above and open_parents:
                waiting += open_parents
                continue
            waiting.pop()
            if node not in above:
                above[node] = {node}.union(*(above[parent] for parent in links[node]))
    return above
