"""Merge one condition into another: its address, its names and what stands beneath it lead to the survivor."""

from django.db import transaction
from django.utils.translation import gettext as _

from conditions.catalogue.closure import close
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Closure, Condition, FormerCode, Name, Parent
from conditions.catalogue.relate import one_writer_at_a_time
from conditions.signals import Refused, articles_changed, conditions_merging, hierarchy_growing
from medigest.kit import clock


def merge(*, survivor_id: int, merged_id: int, confirmed: bool = False) -> None:
    """Merge `merged_id` into `survivor_id`. Its article keeps its history, at its old address.

    `confirmed`: grants over "everything beneath" may come to reach further.

    Raises signals.Refused where either is gone already, where they are one, or where a room above can't follow: an
    audience would widen.
    """
    with transaction.atomic():
        one_writer_at_a_time()
        rows = Condition.objects.select_for_update().in_bulk([survivor_id, merged_id])
        if len(rows) < 2 or any(row.merged_into_id for row in rows.values()):
            raise Refused(_("A condition can be merged into another one only, and once."))
        survivor, merged = rows[survivor_id], rows[merged_id]
        conditions_merging.send(sender=Condition, survivor_id=survivor_id, merged_id=merged_id)
        _keep_findable(survivor, merged)
        _hand_down(survivor_id, merged_id, confirmed)
        merged.retired_at, merged.merged_into = merged.retired_at or clock.now(), survivor
        merged.save(update_fields=["retired_at", "merged_into"])
        Condition.objects.filter(merged_into=merged).update(merged_into=survivor)
        articles_changed.send(sender=Condition, ids=[merged_id])


def _keep_findable(survivor: Condition, merged: Condition) -> None:
    """What the merged one was called and coded as finds the survivor from now on."""
    known = set(survivor.names.values_list("folded", flat=True)) | {survivor.folded}
    texts = [merged.name, *merged.names.values_list("text", flat=True)]
    new = {fold(text): text for text in reversed(texts) if fold(text) not in known}
    Name.objects.bulk_create(
        Name(condition=survivor, kind=Name.Kind.FORMER, text=text, folded=folded) for folded, text in new.items()
    )
    merged.former_codes.update(condition=survivor)
    # An id of the merged one's own, such as DOID:5315, is its address; codes of other systems may belong to many.
    ids = [code.value for code in merged.codes.all() if code.value.startswith(f"{code.system}:")]
    FormerCode.objects.bulk_create(
        [FormerCode(condition=survivor, value=value) for value in ids], ignore_conflicts=True
    )


def _hand_down(survivor_id: int, merged_id: int, confirmed: bool) -> None:
    """What was a kind of the merged one is a kind of the survivor, where that closes no cycle."""
    children = list(Parent.objects.filter(parent_id=merged_id).values_list("child_id", flat=True))
    above = set(Closure.objects.filter(descendant_id=survivor_id).values_list("ancestor_id", flat=True))
    has_already = set(Parent.objects.filter(parent_id=survivor_id).values_list("child_id", flat=True))
    Parent.objects.filter(parent_id=merged_id).delete()
    Parent.objects.filter(child_id=merged_id).delete()
    Parent.objects.bulk_create(
        Parent(child_id=child, parent_id=survivor_id) for child in children if child not in above | has_already
    )
    grown = close([merged_id, *children])
    if grown:
        hierarchy_growing.send(sender=Condition, pairs=grown, confirmed=confirmed)
