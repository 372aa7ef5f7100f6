"""Erasure that is cut short, and erasure by two at once: nothing is left half done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from medigest.audit.verify import verify
from medigest.kit import clock
from medigest.members.privacy import erase, leave
from tests.forums.helpers import assert_counters_are_right, fresh
from tests.members.privacy.going import LATER, nothing_leads_to
from tests.members.privacy.plant import Planted
from tests.racing import race

pytestmark = pytest.mark.usefixtures("committing_db")


class Killed(BaseException):
    """The process ends here."""


@contextmanager
def killed_at(write: int) -> Iterator[None]:
    """The process dies as it sends its `write`-th change to the database."""
    seen = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal seen
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            seen += 1
            if seen == write:
                raise Killed
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield


def test_killed_at_any_step_it_goes_on_where_it_ended(planted: Planted) -> None:
    leave.leave(member_id=planted.leaver.pk, keep=set())
    kills, gone = 0, False
    with clock.at(clock.now() + LATER):
        while not gone:
            try:
                # A little further each time, so that every kind of step is cut short once.
                with killed_at(1 + kills % 90):
                    gone = erase.erase(member_id=planted.leaver.pk)
            except Killed:
                kills += 1
                assert kills < 900, "it does not get on"
            assert_counters_are_right()
            assert verify().first_altered is None
    assert kills > 20
    assert planted.found() == set()
    nothing_leads_to(planted)


def test_a_member_half_erased_cannot_come_back(planted: Planted) -> None:
    leave.leave(member_id=planted.leaver.pk, keep=set())
    with clock.at(clock.now() + LATER), pytest.raises(Killed), killed_at(8):
        erase.erase(member_id=planted.leaver.pk)
    assert not fresh(planted.leaver).is_active
    leave.stay(member_id=planted.leaver.pk)
    assert fresh(planted.leaver).leaving_at


def test_three_workers_that_erase_the_same_member_at_once_do_it_once(planted: Planted) -> None:
    leave.leave(member_id=planted.leaver.pk, keep=set())

    def run() -> bool:
        with clock.at(clock.now() + LATER):
            return erase.erase(member_id=planted.leaver.pk)

    outcomes = race([run] * 3)
    assert all(isinstance(one, bool) for one in outcomes), outcomes
    assert outcomes.count(True) == 1
    assert planted.found() == set()
    nothing_leads_to(planted)
    assert_counters_are_right()
