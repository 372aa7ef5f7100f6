"""Seal what was decided."""

import pytest
from django.db import IntegrityError, transaction

from medigest.audit import seal as sealing
from medigest.audit.chain import GENESIS
from medigest.audit.models import Seal
from medigest.audit.record import record
from medigest.audit.seal import seal
from medigest.audit.verify import verify

pytestmark = pytest.mark.django_db


def decide(number: int) -> None:
    with transaction.atomic():
        for target in range(number):
            record(actor_id=None, action="hide", target_kind="post", target_id=target, reason="spam")


def test_everything_is_sealed_once_also_in_several_batches(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 3)
    decide(8)
    assert seal() == 8
    assert seal() == 0
    decide(2)
    assert seal() == 2
    assert (verify().sealed, verify().first_altered) == (10, None)


def test_two_seals_can_not_follow_the_same_one():
    decide(2)
    seal()
    first, second = Seal.objects.order_by("pk")
    assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)
    with transaction.atomic():
        other = record(actor_id=None, action="hide", target_kind="post", target_id=9, reason="spam")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(decision=other, previous_hash=first.hash, hash="f" * 64)
