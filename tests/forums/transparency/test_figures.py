"""The public figures: counted in the background, blurred, as a page and as CSV."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from forums.appeals.answer import answer
from forums.appeals.bring import bring
from forums.review.hide import hide
from forums.review.reject import reject
from forums.transparency.blur import blur
from forums.transparency.count import refresh
from forums.transparency.models import Figure
from forums.web.transparency import waiting_time
from medigest.audit.models import Decision
from medigest.kit import clock
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID
from tests.forums.sanctions.helpers import sanction

NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


def number(period: str, measure: str, code: str = "") -> int:
    found = Figure.objects.filter(period=period, measure=measure, code=code).first()
    return found.number if found else 0


@pytest.mark.parametrize(
    ("exact", "shown"),
    [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (7, "5"), (8, "10"), (998, "1000")],
)
def test_a_number_is_blurred(exact, shown):
    assert blur(exact) == shown


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (119, "119 minutes"), (120, "2 hours"), (2880, "2 days"), (2879, "47 hours")],
)
def test_a_wait_is_told_in_words(minutes, words):
    assert waiting_time(minutes) == words


@pytest.fixture
def told(cast, board):
    """In October and November: seven posts are turned down after 10 to 70 minutes, one is hidden, one member silenced;
    of two appeals one is upheld."""
    with clock.at(NOVEMBER - timedelta(days=40)):
        post = start(cast.author, board)
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    for tens in range(1, 8):
        with clock.at(NOVEMBER):
            held = start(cast.newcomer, board)
        with clock.at(NOVEMBER + timedelta(minutes=10 * tens)):
            reject(viewer=viewer(cast.moderator), post_id=held.pk, **SAID)
    with clock.at(NOVEMBER + timedelta(hours=3)):
        sanction(cast.moderator, cast.member, "silence")
        rejected = Decision.objects.filter(action="reject").order_by("pk")[:2]
        first, _second = (
            bring(viewer=viewer(cast.newcomer), decision_id=one.pk, text="I see it otherwise.") for one in rejected
        )
        answer(viewer=viewer(cast.local), appeal_id=first.pk, upheld=True, statement="So do we.")


def test_decisions_are_counted_by_month_and_for_the_year(told):
    with clock.at(NOVEMBER + timedelta(hours=4)):
        assert refresh()
    assert (number("2026-10", "action", "hide"), number("2026-11", "action", "hide")) == (1, 0)
    assert (number("year", "action", "hide"), number("year", "action", "reject")) == (1, 7)
    assert (number("year", "action", "silence"), number("year", "action", "uphold-appeal")) == (1, 1)
    assert (number("year", "reason", "spam"), number("year", "reason", "harassment")) == (8, 1)
    assert number("year", "counted") == 10
    assert (number("2026-11", "appeals", "brought"), number("now", "appeals", "open")) == (2, 1)
    assert Figure.objects.filter(measure="action", code="appoint").count() == 0


def test_the_median_is_the_wait_of_the_middle_one(told):
    with clock.at(NOVEMBER + timedelta(hours=4)):
        refresh()
    assert number("2026-11", "median", "review") == 40


def test_they_are_counted_once_an_hour_and_months_that_are_over_no_more(told, cast, board):
    with clock.at(NOVEMBER + timedelta(hours=4)):
        assert refresh()
    with clock.at(NOVEMBER + timedelta(hours=4, minutes=59)):
        assert not refresh()
    with clock.at(NOVEMBER + timedelta(days=60)):
        hide(viewer=viewer(cast.moderator), post_id=start(cast.author, board).pk, **SAID)
    with clock.at(NOVEMBER + timedelta(days=61)):
        assert refresh()
        assert number("2026-10", "action", "hide") == 1
        assert number("2027-01", "action", "hide") == 1
        assert number("year", "action", "hide") == 2
    with clock.at(NOVEMBER + timedelta(days=400)):
        assert refresh()
        assert number("year", "action", "hide") == 1


def test_an_appeal_that_waits_long_is_counted_on_its_own(told):
    with clock.at(NOVEMBER + timedelta(days=20)):
        refresh()
    assert (number("now", "appeals", "open"), number("now", "appeals", "open-long")) == (1, 1)


def test_the_page_shows_blurred_numbers_to_everybody(told, enter):
    url = reverse("moderation:transparency")
    assert "Not counted yet" in enter(None).get(url).content.decode()
    with clock.at(NOVEMBER + timedelta(hours=4)):
        refresh()
    text = " ".join(enter(None).get(url).content.decode().split())
    for label, shown in (
        ("Not published", "5"),
        ("Hidden", "&lt;5"),
        ("Spam", "10"),
        ("Waiting now", "&lt;5"),
        ("It was read before it was to appear", "40 minutes"),
    ):
        assert f'<th scope="row">{label}</th><td class="num">{shown}</td>' in text, label
    assert ">7<" not in text


def test_the_csv_tells_the_same_and_no_small_number(told, enter):
    with clock.at(NOVEMBER + timedelta(hours=4)):
        refresh()
    answer = enter(None).get(reverse("moderation:figures"))
    assert answer["Content-Type"].startswith("text/csv")
    rows = {tuple(row[:3]): row[3] for row in csv.reader(StringIO(answer.content.decode()))}
    assert rows["period", "measure", "code"] == "number"
    assert rows["2026-11", "action", "reject"] == "5"
    assert rows["2026-10", "action", "hide"] == "<5"
    assert rows["2026-11", "median", "review"] == "40"
    assert ("2026-11", "median", "appeal") not in rows
    assert not {"1", "2", "3", "4"} & set(rows.values())


def test_the_public_log_tells_sanctions_and_appeals_without_a_name(told, cast, board, enter):
    text = enter(None).get(reverse("moderation:log")).content.decode()
    assert "Silenced" in text
    assert "Appeal upheld" in text
    for secret in (cast.member.handle, cast.newcomer.handle, cast.moderator.handle, board.title, "Please be kind"):
        assert secret not in text


def test_what_was_decided_before_its_basis_was_kept_is_counted_all_the_same(cast, board):
    post = reply(cast.member, start(cast.author, board).thread)
    kept = hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    old = Decision.objects.get(pk=kept.pk)
    old.pk, old.basis, old.since = None, "", None
    old.save()
    refresh()
    assert (number("year", "basis", "own"), number("year", "basis", "")) == (1, 1)
