"""A job that fails is tried again, later each time, until it is dead."""

import logging

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from medigest.jobs.dead import dead, revive
from medigest.jobs.drain import drain
from medigest.jobs.queue import enqueue
from medigest.jobs.retry import ATTEMPTS, WAITS
from tests.jobs.work import done, fail, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, "django_tasks")
    caplog.set_level(logging.CRITICAL, "medigest.jobs")


def run_now() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    drain()


def test_a_failed_job_waits_longer_after_each_attempt_and_is_dead_after_the_last():
    enqueue(fail, text="tried")
    for number, wait in enumerate(WAITS, start=1):
        run_now()
        row = DBTaskResult.objects.get()
        assert (row.status, done("tried")) == ("READY", number)
        assert abs(row.run_after - timezone.now() - wait).total_seconds() < 10
    run_now()
    assert (dead().get().status, done("tried")) == ("FAILED", ATTEMPTS)
    assert dead().get().exception_class_path == "builtins.ValueError"
    run_now()
    assert done("tried") == ATTEMPTS


def test_a_failed_job_keeps_no_other_from_being_done():
    enqueue(fail, text="tried")
    enqueue(write, text="said")
    drain()
    assert (done("tried"), done("said")) == (1, 1)


def test_a_dead_job_that_is_revived_has_all_its_attempts_again():
    enqueue(fail, text="tried")
    for _ in range(ATTEMPTS):
        run_now()
    assert revive() == 1
    assert not dead().exists()
    run_now()
    assert (DBTaskResult.objects.get().status, done("tried")) == ("READY", ATTEMPTS + 1)
