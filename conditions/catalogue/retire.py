"""Retire conditions that are no longer used, and take them back into use. Nothing is deleted: threads stay."""

from collections.abc import Collection

from conditions.catalogue.models import Condition
from conditions.catalogue.tops import keep_tops_beneath
from conditions.signals import articles_changed
from medigest.kit import clock
from medigest.kit.lots import lots


def retire(ids: Collection[int]) -> set[int]:
    """Take the conditions out of lists; the ids of those that were in use."""
    return _turn(ids, retired=True)


def revive(ids: Collection[int]) -> set[int]:
    """List conditions again that were retired, and not merged; their ids."""
    return _turn(ids, retired=False)


def _turn(ids: Collection[int], *, retired: bool) -> set[int]:
    turned: set[int] = set()
    for lot in lots(ids):
        rows = Condition.objects.filter(pk__in=lot, retired_at__isnull=retired, merged_into=None)
        those = list(rows.values_list("pk", flat=True))
        Condition.objects.filter(pk__in=those).update(retired_at=clock.now() if retired else None)
        if those:
            articles_changed.send(sender=Condition, ids=those)
        turned.update(those)
    keep_tops_beneath(turned)
    return turned
