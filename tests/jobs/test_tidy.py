"""What is done is forgotten."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from medigest.jobs.models import Period
from medigest.jobs.tidy import DEAD_KEPT, KEPT, tidy
from medigest.kit import clock

NOW = clock.now()


def put(status: str, ended) -> None:
    row = DBTaskResult.objects.create(
        status=status, args_kwargs={}, task_path="x", backend_name="default", run_after=NOW, finished_at=ended
    )
    assert row.pk


@pytest.mark.django_db
def test_jobs_done_are_forgotten_after_a_day_and_dead_ones_and_periods_after_a_month():
    moment = timedelta(minutes=1)
    for status, kept in (("SUCCESSFUL", KEPT), ("FAILED", DEAD_KEPT)):
        put(status, NOW - kept - moment)
        put(status, NOW - kept + moment)
    put("READY", None)
    Period.objects.create(job="old", start=NOW - DEAD_KEPT - moment)
    Period.objects.create(job="new", start=NOW)
    with clock.at(NOW):
        assert tidy.call() == 3
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
    assert Period.objects.get().job == "new"
