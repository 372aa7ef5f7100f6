"""The files of archives: kept outside every public address, for a week, and for their member alone."""

from datetime import timedelta

from django.core.files.storage import Storage, storages
from django.utils import timezone

from medigest.kit import clock
from medigest.members.privacy.models import Export
from medigest.members.privacy.registry import Wishes

DAYS_KEPT = 7
# A file that nobody names is of a worker that was killed, or still at it; after so long it is the former.
UNNAMED_HOURS = 1


def storage() -> Storage:
    """Where archives are kept."""
    return storages["exports"]


def _destroy(export: Export) -> None:
    """The file first, so that nothing is left where we are cut short."""
    if export.name:
        storage().delete(export.name)
    export.delete()


def erase(member_id: int, wishes: Wishes) -> None:
    """Delete the member's archive."""
    for export in Export.objects.filter(member_id=member_id):
        _destroy(export)


def expire() -> int:
    """Delete archives that were ready for a week, and files of builds that were cut short; the number of both."""
    old = list(Export.objects.filter(ready_at__lt=clock.now() - timedelta(days=DAYS_KEPT)))
    for export in old:
        _destroy(export)
    return len(old) + _sweep()


def _sweep() -> int:
    store, number = storage(), 0
    if not store.exists(""):
        return 0
    named = set(Export.objects.values_list("name", flat=True))
    # The clock of the files: they carry the time of the machine.
    before = timezone.now() - timedelta(hours=UNNAMED_HOURS)
    for name in store.listdir("")[1]:
        if name not in named and store.get_modified_time(name) < before:
            store.delete(name)
            number += 1
    return number
