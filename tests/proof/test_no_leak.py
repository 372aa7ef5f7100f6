"""Random stories: nothing leaks, no counter drifts. `PROOF=long` tells many more."""

import logging
import os
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from medigest.kit.prepared import Prepared
from tests.proof.leaks import KEPT, LEAKS
from tests.proof.machine import Stories
from tests.proof.story import OLLI, Leak
from tests.proof.surfaces import FILL, parameters, views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("beginning")]
LONG = os.environ.get("PROOF") == "long"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)  # hundreds of refusals are what is asked for here
    yield
    logging.disable(logging.NOTSET)


def test_the_proof_knows_how_to_ask_every_view_that_answers() -> None:
    unknown = {one.name: parameters(one.pattern) for one in views() if parameters(one.pattern) not in FILL}
    assert not unknown, f"tell in FILL of tests/proof/surfaces.py how these are filled: {unknown}"
    assert len(views()) > 25


def _tell(machine: type[Stories], *, stories: int, steps: int) -> None:
    """Each database is told stories of its own."""
    run_state_machine_as_test(
        machine if LONG else seed(len(connection.vendor))(machine),
        settings=settings(
            max_examples=stories,
            stateful_step_count=steps,
            derandomize=not LONG,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nobody_reads_what_is_not_for_them_whatever_happened() -> None:
    _tell(Stories, stories=400 if LONG else 2, steps=25 if LONG else 8)


ADA, NELL = "ada-author", "nell-newcomer"
Step = tuple[str, dict[str, object]]
FIRST: dict[str, object] = {"number": 0}


def _starts(author: str, board: str) -> Step:
    return ("starts", {"author": author, "board": board})


# The shortest story in which each leak shows, as a long search finds and shrinks it.
STORIES: dict[str, list[Step]] = {
    "hidden_posts_keep_their_text": [_starts(ADA, "open"), ("hides", FIRST)],
    "hidden_threads_can_be_opened": [_starts(ADA, "open"), ("hides_or_shows_a_thread", FIRST)],
    "lists_forget_the_state": [_starts(NELL, "open")],
    "lists_forget_the_audience": [_starts(ADA, "quiet")],
    "everybody_reads_the_statement_to_an_author": [_starts(ADA, "open"), ("hides", FIRST), ("restores", FIRST)],
    "whoever_knows_its_address_is_shown_a_picture": [
        _starts(ADA, "open"),
        ("replies", {"author": NELL, "number": 1}),
    ],
    "everybody_reads_an_edit_that_waits": [
        _starts(ADA, "slow"),
        ("reads_what_is_held", FIRST | {"approves": True}),
        ("edits", FIRST),
    ],
    "the_queue_forgets_whose_board_it_is": [_starts(NELL, "quiet")],
    "the_statement_of_reasons_is_shown_to_every_member": [_starts(ADA, "open"), ("hides", FIRST)],
    "appeals_and_notes_are_read_by_moderators_of_other_boards": [("notes", {"whom": ADA, "board": "quiet"})],
    "an_alias_is_shown_as_its_member": [_starts(OLLI, "slow"), ("reads_what_is_held", FIRST | {"approves": True})],
    "moderators_are_told_who_is_behind_an_alias": [_starts(OLLI, "open")],
    "a_decision_is_mailed_to_somebody_else_too": [_starts(ADA, "open"), ("hides", FIRST)],
    "a_page_is_kept_though_it_changed": [_starts(ADA, "open"), ("hides", FIRST)],
    "what_a_moderator_read_is_kept_for_everybody": [_starts(NELL, "open")],
}


def _told(leak: str) -> None:
    """Tell the leak's story and compare once, at its end; or after each step, and once more."""
    machine = ReadAtTheEnd()
    try:
        for step, what in STORIES[leak]:
            getattr(machine, step)(**what)
            if leak in KEPT:
                machine._compare()
    finally:
        machine.teardown()


class ReadAtTheEnd(Stories):
    """Stories that are read once: a planted leak shows there as well, and sooner."""

    at_the_end = True


@cache
def _tell_without_leak(story: str, kept: bool) -> None:
    """Stories that several leaks show in are told once."""
    _told(next(leak for leak in STORIES if (repr(STORIES[leak]), leak in KEPT) == (story, kept)))


def _plant(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQL that stands was written from rules without the leak; what is written from here on goes when the test ends."""
    LEAKS[leak](monkeypatch)
    written: defaultdict[Prepared[Any], dict[Any, Any]] = defaultdict(dict)
    monkeypatch.setattr(Prepared, "_written", property(written.__getitem__), raising=False)


@pytest.mark.parametrize("leak", LEAKS)
def test_each_planted_leak_is_found_and_told_as_a_short_story(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell_without_leak(repr(STORIES[leak]), leak in KEPT)
    _plant(leak, monkeypatch)
    with pytest.raises(Leak, match=rf"reads (word-\w+-\d{{4}}|{OLLI}) at ") as found:
        _told(leak)
    assert len(str(found.value).splitlines()) == 1 + len(STORIES[leak])


if LONG:  # minutes for each leak

    @pytest.mark.parametrize("leak", LEAKS)
    def test_a_random_search_finds_each_planted_leak_and_shrinks_it(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
        _plant(leak, monkeypatch)
        with pytest.raises(Leak) as found:
            _tell(Stories if leak in KEPT else ReadAtTheEnd, stories=2000, steps=20)
        assert len(str(found.value).splitlines()) <= 7
