"""Random stories: nothing leaks, no counter drifts. `PROOF=long` tells many more."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proof.machine import Stories
from tests.proof.surfaces import FILL, parameters
from tests.surfaces.routes import is_ours, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("beginning")]
LONG = os.environ.get("PROOF") == "long"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)  # hundreds of refusals are what is asked for here
    yield
    logging.disable(logging.NOTSET)


def test_the_proof_knows_how_to_ask_every_view_that_answers() -> None:
    views = [one for one in routes() if is_ours(one) and (one.surface is None or "GET" in one.surface.methods)]
    unknown = {one.name: parameters(one.pattern) for one in views if parameters(one.pattern) not in FILL}
    assert not unknown, f"tell in FILL of tests/proof/surfaces.py how these are filled: {unknown}"
    assert len(views) > 25


def test_nobody_reads_what_is_not_for_them_whatever_happened() -> None:
    run_state_machine_as_test(
        Stories,
        settings=settings(
            max_examples=400 if LONG else 6,
            stateful_step_count=25 if LONG else 10,
            derandomize=not LONG,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
