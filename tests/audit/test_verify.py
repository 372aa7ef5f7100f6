"""Prove that no decision was altered; where one was, name the first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from forums.threads.models import Post
from medigest.audit.chain import GENESIS, digest, link
from medigest.audit.models import Decision, Seal
from medigest.audit.record import record
from medigest.audit.seal import seal
from medigest.audit.verify import verify
from tests.conftest import guards


@pytest.fixture
def _unguarded(log: list[Decision]) -> Iterator[None]:
    """Whoever can alter the tables can drop their guards."""
    for guard in guards():
        guard.remove(connection)
    yield
    for guard in guards():
        guard.install(connection)


def test_an_untouched_log_verifies(log):
    verdict = verify()
    assert (verdict.sealed, verdict.first_altered, verdict.oldest_unsealed) == (len(log), None, None)


TAMPERED = {
    "action": "keep",
    "target_kind": "thread",
    "target_id": 4711,
    "place_id": None,
    "reason": "fine",
    "basis": "report",
    "since": datetime(2026, 11, 1, tzinfo=UTC),
    "actor_digest": "0" * 64,
    "member_digest": "0" * 64,
    "statement_digest": "0" * 64,
    "statement": "Other words.",
    "actor_salt": "0" * 32,
    "member_salt": "0" * 32,
    "statement_salt": "0" * 32,
}


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("column", TAMPERED)
def test_each_column_that_is_tampered_with_is_found(log, column):
    Decision.objects.filter(pk=log[3].pk).update(**{column: TAMPERED[column]})
    verdict = verify()
    assert verdict.first_altered is not None
    assert verdict.first_altered[0] == log[3].pk
    assert verdict.sealed == 3


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("column", ["actor_id", "member_id"])
def test_another_person_in_the_place_of_one_is_found(log, cast, column):
    Decision.objects.filter(pk=log[3].pk).update(**{column: cast.editor.pk})
    found = verify().first_altered
    assert found == (log[3].pk, f"its {column.removesuffix('_id')} was changed")


@pytest.mark.usefixtures("_unguarded")
def test_another_time_is_found_down_to_the_microsecond(log):
    Decision.objects.filter(pk=log[3].pk).update(created_at=log[3].created_at + timedelta(microseconds=1))
    assert verify().first_altered == (log[3].pk, "its ids, codes, time or digests were changed")


@pytest.mark.usefixtures("_unguarded")
def test_of_two_altered_rows_the_first_is_named(log):
    Decision.objects.filter(pk__in=[log[4].pk, log[1].pk]).update(reason="fine")
    assert verify().first_altered[0] == log[1].pk


@pytest.mark.usefixtures("_unguarded")
def test_words_that_were_altered_with_their_digest_are_found_too(log):
    words = "Other words."
    Decision.objects.filter(pk=log[3].pk).update(statement=words, statement_digest=digest(log[3].statement_salt, words))
    assert verify().first_altered[0] == log[3].pk


@pytest.mark.usefixtures("_unguarded")
def test_a_row_whose_seal_was_written_anew_breaks_the_chain_behind_it(log):
    Decision.objects.filter(pk=log[3].pk).update(reason="fine")
    place = Seal.objects.get(decision=log[3])
    Seal.objects.filter(pk=place.pk).update(hash=link(place.previous_hash, Decision.objects.get(pk=log[3].pk)))
    assert verify().first_altered == (log[4].pk, "the chain is broken before it: a row was removed or inserted")


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("place", [0, 2])
def test_a_row_that_was_removed_with_its_seal_is_found_at_the_next_one(log, place):
    Seal.objects.filter(decision=log[place])._raw_delete("default")
    Post.objects.filter(decision=log[place]).update(decision=None)
    Decision.objects.filter(pk=log[place].pk)._raw_delete("default")
    assert verify().first_altered == (
        log[place + 1].pk,
        "the chain is broken before it: a row was removed or inserted",
    )


@pytest.mark.usefixtures("_unguarded")
def test_a_seal_that_was_removed_alone_is_found_twice(log):
    Seal.objects.filter(decision=log[2])._raw_delete("default")
    verdict = verify()
    assert verdict.first_altered[0] == log[3].pk
    assert verdict.oldest_unsealed == log[2].pk


def test_what_was_erased_on_request_still_verifies(log):
    Decision.objects.filter(pk=log[2].pk).update(statement="", statement_salt="", member=None, member_salt="")
    Decision.objects.filter(pk=log[3].pk).update(statement="")
    Decision.objects.filter(pk=log[4].pk).update(actor=None)
    verdict = verify()
    assert (verdict.sealed, verdict.first_altered) == (len(log), None)


def test_the_oldest_unsealed_decision_is_named(log):
    with transaction.atomic():
        unsealed = [
            record(actor_id=None, action="hide", target_kind="post", target_id=number, reason="spam")
            for number in range(2)
        ]
    assert verify().oldest_unsealed == unsealed[0].pk
    assert seal() == 2
    assert verify().oldest_unsealed is None


def test_an_empty_log_verifies(db):
    assert Seal.objects.count() == 0
    verdict = verify()
    assert (verdict.sealed, verdict.first_altered, verdict.oldest_unsealed) == (0, None, None)
    assert seal() == 0


def test_every_seal_names_the_one_before(log):
    previous = GENESIS
    for one in Seal.objects.order_by("pk"):
        assert one.previous_hash == previous
        previous = one.hash
