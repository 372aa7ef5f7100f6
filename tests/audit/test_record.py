"""Write a decision."""

import pytest
from django.db import transaction

from medigest.audit.chain import digest
from medigest.audit.models import Decision
from medigest.audit.record import record

pytestmark = pytest.mark.usefixtures("committing_db")
WORDS = {"action": "hide", "target_kind": "post", "target_id": 7, "reason": "spam"}


def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(transaction.TransactionManagementError, match="in its change's transaction"):
        record(actor_id=None, **WORDS)
    assert Decision.objects.count() == 0


def test_a_decision_goes_with_the_transaction_that_fails():
    class Stop(Exception):
        pass

    def decide_and_fail() -> None:
        with transaction.atomic():
            record(actor_id=None, **WORDS)
            raise Stop

    with pytest.raises(Stop):
        decide_and_fail()
    assert Decision.objects.count() == 0


def test_the_digests_cover_the_actor_the_member_and_the_statement_under_a_salt_of_their_own():
    with transaction.atomic():
        first = record(actor_id=None, statement="Because.", **WORDS)
        second = record(actor_id=None, statement="Because.", **WORDS)
    assert len(first.statement_salt) == 32
    assert len({first.statement_salt, first.actor_salt, second.actor_salt, second.statement_salt}) == 4
    assert first.statement_digest == digest(first.statement_salt, "Because.")
    assert first.statement_digest != second.statement_digest
    assert first.actor_digest == digest(first.actor_salt, None) != second.actor_digest
