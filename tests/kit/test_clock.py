"""The one clock."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from medigest.kit import clock

MOMENT = datetime(2030, 1, 1, tzinfo=UTC)


def test_it_tells_the_time_with_its_zone():
    now = clock.now()
    assert timezone.is_aware(now)
    assert abs(now - timezone.now()) < timedelta(seconds=5)


def test_it_stands_inside_the_block_and_goes_on_after_it():
    with clock.at(MOMENT):
        assert clock.now() == MOMENT
        with clock.at(MOMENT + timedelta(days=1)):
            assert clock.now() == MOMENT + timedelta(days=1)
        assert clock.now() == MOMENT
    assert clock.now() != MOMENT


def test_it_goes_on_after_a_block_that_fails():
    def fail() -> None:
        with clock.at(MOMENT):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert clock.now() != MOMENT


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"), clock.at(MOMENT.replace(tzinfo=None)):
        pass


def test_other_threads_keep_their_own_time():
    seen = []
    with clock.at(MOMENT):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] != MOMENT
