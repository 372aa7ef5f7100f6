"""Jobs whose worker was killed are taken up again; those of the living are left alone."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from medigest.jobs.models import Worker
from medigest.jobs.queue import enqueue
from medigest.jobs.reap import DEAD_AFTER, reap
from medigest.jobs.retry import ATTEMPTS
from medigest.kit import clock
from tests.jobs.processes import wait_until, worker
from tests.jobs.work import done, hang_once, write


def running(*, workers: list[str]) -> DBTaskResult:
    """A job that the last of the workers took two minutes ago."""
    enqueue(write, text="said")
    row = DBTaskResult.objects.get()
    row.status, row.started_at, row.worker_ids = "RUNNING", timezone.now() - timedelta(minutes=2), workers
    row.save()
    return row


@pytest.fixture(autouse=True)
def _left_to_workers(settings):
    """Nothing is run by this process."""
    settings.JOBS_AT_ONCE = False


@pytest.mark.django_db
def test_the_job_of_a_worker_that_shows_itself_is_left_alone():
    Worker.objects.create(name="alive")
    row = running(workers=["dead", "alive"])
    assert reap() == 0
    row.refresh_from_db()
    assert row.status == "RUNNING"


@pytest.mark.django_db
@pytest.mark.parametrize("silent", [DEAD_AFTER + timedelta(seconds=1), None])
def test_the_job_of_a_silent_or_unknown_worker_is_put_back(silent):
    if silent:
        Worker.objects.create(name="dead", seen_at=clock.now() - silent)
    row = running(workers=["dead"])
    assert reap() == 1
    row.refresh_from_db()
    assert row.status == "READY"
    assert reap() == 0


@pytest.mark.django_db
def test_a_job_that_killed_every_worker_is_dead_and_says_so():
    row = running(workers=["dead"] * ATTEMPTS)
    assert reap() == 0
    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "the worker was killed")


@pytest.mark.django_db
def test_a_job_that_failed_and_was_not_put_back_because_its_worker_was_killed_then_is_put_back():
    row = running(workers=["dead"])
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert reap() == 1
    row.refresh_from_db()
    assert row.status == "READY"


@pytest.mark.usefixtures("committing_db")
def test_a_job_outlives_the_kill_of_its_worker():
    enqueue(hang_once, text="tried")
    with worker() as process:
        wait_until(lambda: done("tried"))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert DBTaskResult.objects.get(task_path="tests.jobs.work.hang_once").status == "RUNNING"
    with clock.at(clock.now() + DEAD_AFTER * 2):
        reap()
    DBTaskResult.objects.update(run_after=timezone.now())
    with worker("--batch") as process:
        assert process.wait(60) == 0
    assert done("tried") == 2
    assert DBTaskResult.objects.get(task_path="tests.jobs.work.hang_once").status == "SUCCESSFUL"


@pytest.mark.usefixtures("committing_db")
def test_a_worker_that_is_asked_to_stop_stops_and_says_goodbye():
    with worker() as process:
        wait_until(Worker.objects.exists)
        enqueue(write, text="said")
        wait_until(lambda: done("said"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not Worker.objects.exists()
