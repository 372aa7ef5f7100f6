"""Ask for one's archive, and get it."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from medigest.jobs.queue import enqueue, job
from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.privacy import archive, files
from medigest.members.privacy.models import Export

# Whoever built it was killed, and nobody took it up: it may be asked for anew.
LOST_AFTER = timedelta(minutes=15)


@job
def build_archive(*, export_id: int) -> bool:
    """Build the archive, in the background; whether it is ready by our hand."""
    return archive.build(export_id=export_id)


def ask(*, member_id: int) -> Export:
    """The member's archive, waiting to be built; an earlier one is replaced. One that is being built goes on."""
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member_id)
        before = Export.objects.filter(member_id=member_id).first()
        if before and before.ready_at is None and before.asked_at > clock.now() - LOST_AFTER:
            return before
        if before:
            before.delete()
            if before.name:
                # Not before the new row stands: else an old one could come back without its file.
                transaction.on_commit(partial(files.storage().delete, before.name))
        export = Export.objects.create(member_id=member_id, total=len(archive.parts()), asked_at=clock.now())
        enqueue(build_archive, export_id=export.pk)
        return export


def available(member_id: int) -> Export | None:
    """The member's archive, as long as it is waited for or may be downloaded."""
    since = clock.now() - timedelta(days=files.DAYS_KEPT)
    export = Export.objects.filter(member_id=member_id).first()
    return None if export and export.ready_at and export.ready_at < since else export
