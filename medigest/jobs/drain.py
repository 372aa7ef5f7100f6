"""Run what is due, here and now: where no worker runs beside the server, and in tests."""

from contextvars import ContextVar
from typing import Any

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

_draining: ContextVar[bool] = ContextVar("medigest_draining", default=False)


def queue_worker(*, name: str, batch: bool, interval: float) -> Worker:
    """django-tasks' worker for all of our queue; `batch`: it ends when nothing is due."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )


def drain() -> None:
    """Run every job that is due, and those that they enqueue. A job that fails is written down, not raised."""
    if _draining.get():
        return  # called by a job that this process runs: the outer call takes up what it enqueued
    token = _draining.set(True)
    try:
        worker = queue_worker(name=get_random_string(32), batch=True, interval=0)
        # Not the worker's own loop: that closes the connection, which belongs to a request or a test.
        while row := _claimed(worker.worker_id):
            worker.run_task(row)
    finally:
        _draining.reset(token)


def _claimed(name: str) -> DBTaskResult[Any, Any] | None:
    """The next job that is due, taken."""
    with exclusive_transaction():
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(name)
        return row
