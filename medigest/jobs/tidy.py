"""Forget what is done: rows of the queue say which post or export was worked on, and are not kept for it."""

from datetime import timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from medigest.jobs.models import Period
from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job
from medigest.kit import clock

KEPT = timedelta(days=1)
DEAD_KEPT = timedelta(days=30)


@job
def tidy() -> int:
    """Delete jobs done more than a day ago, dead ones and periods after a month; how many rows."""
    moment = clock.now()
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=moment - KEPT)
    dead = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=moment - DEAD_KEPT)
    past = Period.objects.filter(start__lt=moment - DEAD_KEPT)
    return sum(rows.delete()[0] for rows in (done, dead, past))


def register() -> None:
    """Called once, when the app is ready."""
    register_periodic("jobs: tidy", tidy, every=timedelta(hours=1))
