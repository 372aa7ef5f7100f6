"""Keyset paging: walked from page to page, each row comes once."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medigest.kit.paging import Page, keyset
from medigest.members.models import Member

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def page(cursor: str = "", size: int = 3) -> Page[Member]:
    return keyset(
        Member.objects.all(),
        order=[("date_joined", datetime), ("pk", int)],
        cursor=cursor,
        size=size,
        key=lambda member: [member.date_joined, member.pk],
    )


def make(*seconds: int) -> list[Member]:
    return Member.objects.bulk_create(
        Member(handle=f"member-{number}", date_joined=BEGIN + timedelta(microseconds=moment))
        for number, moment in enumerate(seconds)
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(st.integers(0, 4), max_size=14), size=st.integers(1, 5))
def test_walking_the_pages_gives_each_row_once_in_order(moments, size):
    with transaction.atomic():
        made = make(*moments)
        seen, cursor, pages = [], "", 0
        while True:
            found = page(cursor, size)
            assert len(found.rows) <= size
            assert found.first == (pages == 0)
            seen += [row.pk for row in found.rows]
            pages, cursor = pages + 1, found.after
            assert pages <= len(made) + 1, "the walk goes in a circle"
            if not cursor:
                break
        right = sorted(made, key=lambda member: (member.date_joined, member.pk), reverse=True)
        assert seen == [member.pk for member in right]
        assert pages == max(1, -(-len(made) // size))
        transaction.set_rollback(True)


def test_a_row_that_comes_while_somebody_reads_moves_no_other():
    make(1, 2, 3, 4, 5)
    first = page(size=2)
    Member.objects.create(handle="late-comer", date_joined=BEGIN + timedelta(days=1))
    second = page(first.after, size=2)
    assert [row.handle for row in first.rows] == ["member-4", "member-3"]
    assert [row.handle for row in second.rows] == ["member-2", "member-1"]


def test_a_page_takes_one_query_and_no_offset(django_assert_num_queries):
    make(*range(10))
    cursor = page().after
    with django_assert_num_queries(1) as captured:
        page(cursor)
    assert "OFFSET" not in captured[0]["sql"]


def _cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


BAD = [
    "x",
    "%%%",
    "é",
    "\x00",
    "====",
    "A" * 5000,
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b"[" * 6000).decode(),
    base64.urlsafe_b64encode(b"[" + b"9" * 5000 + b"]").decode(),
    *map(
        _cursor,
        [
            None,
            7,
            "text",
            [],
            {},
            [BEGIN.isoformat()],
            [BEGIN.isoformat(), 1, 2],
            [1, BEGIN.isoformat()],
            [BEGIN.isoformat(), "1"],
            [BEGIN.isoformat(), 1.5],
            [BEGIN.isoformat(), None],
            [BEGIN.isoformat(), 2**63],
            [BEGIN.isoformat(), -(2**70)],
            ["2026-01-01T00:00:00", 1],
            ["yesterday", 1],
            [None, 1],
            ["0001-01-01T00:00:00+14:00", 1],
            ["9999-12-31T23:59:59-14:00", 1],
        ],
    ),
]


@pytest.mark.parametrize("cursor", BAD)
def test_a_cursor_that_can_not_be_read_gives_the_first_page(cursor):
    make(1, 2, 3, 4)
    found = page(cursor)
    assert found.first
    assert [row.handle for row in found.rows] == ["member-3", "member-2", "member-1"]


def test_a_cursor_whose_row_is_gone_still_leads_on():
    made = make(1, 2, 3, 4, 5)
    first = page(size=2)
    Member.objects.filter(pk=made[3].pk).delete()
    assert [row.handle for row in page(first.after, size=2).rows] == ["member-2", "member-1"]
