"""Jobs for the tests. What they do shows in the database, so that it outlives the process that did it."""

import time

from medigest.jobs.models import Period
from medigest.jobs.queue import job
from medigest.kit import clock


def done(text: str) -> int:
    """How often a job left its mark."""
    return Period.objects.filter(job=text).count()


@job
def write(*, text: str) -> None:
    """Leave a mark."""
    Period.objects.create(job=text, start=clock.now())


@job
def fail(*, text: str) -> None:
    """Leave a mark, and fail."""
    Period.objects.create(job=text, start=clock.now())
    raise ValueError("it does not work")


@job
def hang_once(*, text: str) -> None:
    """Leave a mark; the first time, never end."""
    first = not done(text)
    Period.objects.create(job=text, start=clock.now())
    if first:
        time.sleep(3600)
