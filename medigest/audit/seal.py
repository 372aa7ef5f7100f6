"""Seal what was decided since: one chain, written in the background so that posting never waits for it."""

from django.db import IntegrityError, transaction

from medigest.audit.chain import GENESIS, link
from medigest.audit.models import Decision, Seal

BATCH = 1000


def seal() -> int:
    """Seal every decision that has no seal yet; the number sealed.

    Safe with many workers: `previous_hash` is unique, so of two that seal at once one loses and returns 0.
    """
    sealed = 0
    while count := _seal_batch():
        sealed += count
    return sealed


def _seal_batch() -> int:
    try:
        with transaction.atomic():
            last = Seal.objects.order_by("-id").first()
            previous = last.hash if last else GENESIS
            seals = []
            for decision in Decision.objects.filter(seal=None).order_by("id")[:BATCH]:
                hashed = link(previous, decision)
                seals.append(Seal(decision=decision, previous_hash=previous, hash=hashed))
                previous = hashed
            Seal.objects.bulk_create(seals)
            return len(seals)
    except IntegrityError:
        return 0
