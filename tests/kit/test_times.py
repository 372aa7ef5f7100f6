"""Moments in templates: `<time>` always, and words for how long ago."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from medigest.kit import clock
from medigest.kit.times import day, lately, moment

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_moment_is_a_time_element_with_day_and_time() -> None:
    assert moment(NOON) == '<time datetime="2026-11-22T12:00:00+00:00">22 Nov 2026, 12:00</time>'


def test_a_day_may_be_a_date_or_a_moment() -> None:
    assert day(date(2026, 11, 22)) == '<time datetime="2026-11-22">22 Nov 2026</time>'
    assert "22 Nov 2026</time>" in str(day(NOON))


@pytest.mark.parametrize("tag", [moment, day, lately])
def test_what_has_no_time_shows_nothing(tag) -> None:
    assert tag(None) == ""


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=1), "today, 11:59"),
        (timedelta(hours=13), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "15 Nov 2026"),
        (timedelta(days=-1), "23 Nov 2026"),
    ],
)
def test_lately_tells_how_long_ago_and_keeps_the_moment_at_hand(ago: timedelta, words: str) -> None:
    with clock.at(NOON):
        shown = str(lately(NOON - ago))
    assert f">{words}</time>" in shown
    assert (NOON - ago).isoformat() in shown


def test_the_language_orders_a_date() -> None:
    with translation.override("de"):
        assert "22. November 2026, 12:00" in str(moment(NOON))
