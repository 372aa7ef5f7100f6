"""Take up the jobs of workers that were killed."""

from datetime import timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from medigest.jobs.models import Worker
from medigest.jobs.retry import ATTEMPTS, try_again
from medigest.kit import clock

# A worker shows itself every few seconds (`work`).
DEAD_AFTER = timedelta(minutes=1)


def reap() -> int:
    """Put back what a dead worker ran, and what failed without being put back; how many."""
    silent_since = clock.now() - DEAD_AFTER
    alive = set(Worker.objects.filter(seen_at__gt=silent_since).values_list("name", flat=True))
    lost = Q(status=TaskResultStatus.RUNNING, started_at__lt=silent_since)
    lost |= Q(status=TaskResultStatus.FAILED, finished_at__gt=clock.now() - timedelta(hours=1))
    reaped = 0
    for job_id, status, workers in DBTaskResult.objects.filter(lost).values_list("pk", "status", "worker_ids"):
        running = status == TaskResultStatus.RUNNING
        if (running and workers[-1] not in alive) or (not running and len(workers) < ATTEMPTS):
            reaped += try_again(job_id, error="the worker was killed")
    Worker.objects.filter(seen_at__lt=clock.now() - timedelta(days=1)).delete()
    return reaped
