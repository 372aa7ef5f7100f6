"""Random stories: nothing leaks, no counter drifts. `PROOF=long` tells many more."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proof.leaks import LEAKS
from tests.proof.machine import Leak, Stories
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


def _tell(machine: type[Stories], *, stories: int, steps: int, shrink: bool = True) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=stories,
            stateful_step_count=steps,
            derandomize=not LONG,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nobody_reads_what_is_not_for_them_whatever_happened() -> None:
    _tell(Stories, stories=400 if LONG else 10, steps=25 if LONG else 10)


class ReadAtTheEnd(Stories):
    """Stories that are read once: a planted leak shows there as well, and is found sooner."""

    at_the_end = True


@pytest.mark.parametrize("leak", LEAKS)
def test_each_planted_leak_is_found(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    LEAKS[leak](monkeypatch)
    # Shrinking takes minutes for all ten; `PROOF=long` takes them.
    with pytest.raises(Leak) as found:
        _tell(ReadAtTheEnd, stories=100, steps=12, shrink=LONG)
    print(f"{leak}: {found.value}")
    if LONG:
        assert len(str(found.value).splitlines()) <= 7
