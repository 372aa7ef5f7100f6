"""What a person typed, taken apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.search.query import LONGEST, MOST_WORDS, Query, on_board, parse


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("scan result", ["scan", "result"], []),
        ('"night sweats" fever', ["night sweats", "fever"], []),
        ('"never closed', ["never closed"], []),
        ("scan -diet", ["scan"], ["diet"]),
        ('scan -"mountain tea"', ["scan"], ["mountain tea"]),
        ("X;17 TFE3-ASPL", ["X;17", "TFE3-ASPL"], []),
        ("scan scan", ["scan"], []),
        ("... - ' & ( )", [], []),
        ("note: https://example.org/", ["note:", "https://example.org/"], []),
        ("", [], []),
    ],
)
def test_words_and_phrases_are_wanted_or_left_out(typed, wanted, unwanted):
    query = parse(typed)
    assert (query.wanted, query.unwanted, query.problems) == (wanted, unwanted, [])


def test_operators_narrow_the_search_and_are_no_words():
    query = parse("scan in:threads board:asthma beneath:cancer by:Mina after:2026-01 before:2026-11-25 is:unanswered")
    assert query == Query(
        wanted=["scan"],
        place="threads",
        board="asthma",
        beneath="cancer",
        by="Mina",
        after=datetime(2026, 1, 1, tzinfo=UTC),
        before=datetime(2026, 11, 25, tzinfo=UTC),
        unanswered=True,
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("scan in:boards", "“in:” takes"),
        ("scan is:nonsense", "“is:” takes"),
        ("scan before:yesterday", "year-month-day"),
        ("scan before:2026-13-01", "year-month-day"),
        ("scan after:0000", "year-month-day"),
        ("scan board:", "Write something after “board:”"),
        ("-diet", "Add at least one word"),
        ("is:followed", "Add at least one word"),
        (" ".join(f"word{n}" for n in range(MOST_WORDS + 1)), "Only the first 12 words"),
        ("a" * (LONGEST + 1), "cut after 200 characters"),
    ],
)
def test_a_mistake_is_told_in_words(typed, told):
    [problem] = parse(typed).problems
    assert told in problem


@given(st.text(max_size=300))
def test_whatever_is_typed_is_taken_apart(typed):
    query = parse(typed)
    assert len(query.wanted) + len(query.unwanted) <= MOST_WORDS
    assert all(any(char.isalnum() for char in word) for word in query.wanted + query.unwanted)


def test_a_search_moves_to_another_board_or_to_all():
    typed = '"night sweats" board:asthma -diet'
    assert on_board(typed, "quiet-room") == '"night sweats" -diet board:quiet-room'
    assert on_board(typed) == '"night sweats" -diet'
