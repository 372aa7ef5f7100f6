"""Name a job, and enqueue it.

    @job
    def build(*, export_id: int) -> None: ...

    enqueue(build, export_id=7)

A job may run twice (its worker can be killed at the last moment), so it looks first at what is done already. Its
arguments are ids and never a person's words: the queue's rows outlive what they speak of.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task
from django_tasks.base import Task

from medigest.jobs.drain import drain

Job = Task[Any, Any]


def job(function: Callable[..., Any]) -> Job:
    """Make a module's function a job."""
    return task(function)


def enqueue(work: Job, *, after: datetime | None = None, **arguments: Any) -> str:
    """Write the job into the queue, in the caller's transaction; the job's id. One row.

    It runs once the transaction is committed, and not before `after`.
    """
    queued = (work.using(run_after=after) if after else work).enqueue(**arguments)
    if settings.JOBS_AT_ONCE:
        transaction.on_commit(drain)
    return str(queued.id)
