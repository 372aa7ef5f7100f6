"""Periodic work: once in each period, whoever ticks."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from medigest.jobs import periodic
from medigest.jobs.models import Period
from medigest.jobs.periodic import Periodic, register_periodic, tick
from medigest.kit import clock
from tests.jobs.work import write
from tests.racing import race

NOON = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def only_ours(monkeypatch, settings):
    """Nothing is periodic but what the test names, and nobody works on it."""
    monkeypatch.setattr(periodic, "_registered", {})
    settings.JOBS_AT_ONCE = False
    register_periodic("minutely", write, every=timedelta(minutes=1))
    register_periodic("daily", write, every=timedelta(days=1))


def at(moment):
    with clock.at(moment):
        return tick()


@pytest.mark.django_db
def test_work_is_enqueued_once_in_each_of_its_periods(only_ours):
    assert at(NOON) == ["minutely", "daily"]
    assert at(NOON + timedelta(seconds=29)) == []
    assert at(NOON + timedelta(seconds=30)) == ["minutely"]
    assert at(NOON + timedelta(hours=12)) == ["minutely", "daily"]
    assert DBTaskResult.objects.count() == 5


@pytest.mark.django_db
def test_a_tick_with_nothing_to_do_costs_one_query(only_ours, django_assert_num_queries):
    at(NOON)
    with django_assert_num_queries(1):
        at(NOON)


def test_a_day_begins_at_midnight_utc():
    assert Periodic(write, timedelta(days=1)).start(NOON) == datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.usefixtures("committing_db", "only_ours")
def test_many_who_tick_at_once_enqueue_work_once():
    def ticks():
        with clock.at(NOON):
            return tick()

    assert sorted(name for names in race([ticks] * 4) for name in names) == ["daily", "minutely"]
    assert (DBTaskResult.objects.count(), Period.objects.count()) == (2, 2)
