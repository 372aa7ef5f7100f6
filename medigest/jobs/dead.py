"""Jobs that had all their attempts: list them, and let them live again."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def dead() -> QuerySet[DBTaskResult[Any, Any]]:
    """The dead jobs, latest first."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")


def revive(job_id: UUID | None = None) -> int:
    """Give one dead job, or every one, its attempts anew; how many."""
    chosen = dead() if job_id is None else dead().filter(pk=job_id)
    return chosen.update(status=TaskResultStatus.READY, run_after=timezone.now(), worker_ids=[], finished_at=None)
