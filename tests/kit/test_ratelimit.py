"""Count uses in a window."""

from datetime import UTC, datetime, timedelta

import pytest

from medigest.kit import clock
from medigest.kit.ratelimit import spend
from medigest.kit.refusals import TooMany

MOMENT = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def spend_at(moment: datetime, times: int = 1, *, who: str = "1", name: str = "post") -> None:
    with clock.at(moment):
        for _ in range(times):
            spend(name, who, limit=3, window=60)


def test_the_use_beyond_the_limit_is_refused_with_the_seconds_that_are_left():
    spend_at(MOMENT, 3)
    with pytest.raises(TooMany) as caught:
        spend_at(MOMENT + timedelta(seconds=20))
    assert caught.value.seconds == 40


def test_the_next_window_begins_anew():
    spend_at(MOMENT, 3)
    spend_at(MOMENT + timedelta(seconds=60), 3)
    with pytest.raises(TooMany):
        spend_at(MOMENT + timedelta(seconds=60))


def test_each_person_and_each_thing_is_counted_alone():
    spend_at(MOMENT, 3)
    spend_at(MOMENT, 3, who="2")
    spend_at(MOMENT, 3, name="report")
    with pytest.raises(TooMany):
        spend_at(MOMENT)


def test_a_refused_use_counts_too_and_opens_nothing():
    spend_at(MOMENT, 3)
    for _ in range(5):
        with pytest.raises(TooMany):
            spend_at(MOMENT)
