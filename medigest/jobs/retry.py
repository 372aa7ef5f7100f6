"""Try a job again, later each time; after the last attempt it is dead, and waits for a person."""

import logging
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("medigest.jobs")

# How long to wait after the first, second ... failure: short troubles pass in a minute, long ones in a day.
WAITS = (
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
ATTEMPTS = len(WAITS) + 1


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None where there were enough."""
    return WAITS[attempts - 1] if attempts < ATTEMPTS else None


def try_again(job_id: Any, *, error: str = "") -> bool:
    """Put a job that failed, or whose worker died, back into the queue; False where it had its attempts and is dead.

    The queue notes each worker that took a job: their number is the number of attempts.
    """
    unfinished = [TaskResultStatus.RUNNING, TaskResultStatus.FAILED]
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update().filter(pk=job_id, status__in=unfinished).first()
        if row is None:
            return False
        wait = wait_after(len(row.worker_ids))
        if wait is None:
            row.status, row.finished_at = TaskResultStatus.FAILED, timezone.now()
            row.exception_class_path = row.exception_class_path or error
            log.error("job %s (%s) had %s attempts and is dead", row.pk, row.task_path, ATTEMPTS)
        else:
            row.status, row.run_after, row.finished_at = TaskResultStatus.READY, timezone.now() + wait, None
        row.save(update_fields=["status", "run_after", "finished_at", "exception_class_path"])
        return wait is not None


def _finished(sender: Any, task_result: Any, **kwargs: Any) -> None:
    if task_result.status == TaskResultStatus.FAILED:
        try:
            try_again(task_result.id)
        except DatabaseError:  # the reaper finds it
            log.exception("job %s could not be put back", task_result.id)


def connect() -> None:
    """Called once, when the app is ready."""
    task_finished.connect(_finished, dispatch_uid="medigest.jobs.retry")
