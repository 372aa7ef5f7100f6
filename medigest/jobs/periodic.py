"""Periodic work without cron: rooms name it, and whoever ticks first in a period enqueues it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

from medigest.jobs.models import Period
from medigest.jobs.queue import Job, enqueue
from medigest.kit import clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Periodic:
    """A job without arguments, and how often it runs."""

    job: Job
    every: timedelta

    def start(self, moment: datetime) -> datetime:
        """When the period that `moment` falls into began."""
        return EPOCH + (moment - EPOCH) // self.every * self.every


_registered: dict[str, Periodic] = {}


def register_periodic(name: str, work: Job, *, every: timedelta) -> None:
    """Have `work` enqueued once in each period of length `every`, counted from midnight UTC."""
    _registered[name] = Periodic(work, every)


def tick() -> list[str]:
    """Enqueue what was not yet enqueued in its present period; the names. Safe at any time, by many at once."""
    moment = clock.now()
    present = {name: periodic.start(moment) for name, periodic in _registered.items()}
    rows = Period.objects.filter(start__in=set(present.values())).values_list("job", "start")
    known = set(rows)
    return [name for name, start in present.items() if (name, start) not in known and _claimed(name, start)]


def _claimed(name: str, start: datetime) -> bool:
    try:
        with transaction.atomic():
            Period.objects.create(job=name, start=start)
            enqueue(_registered[name].job)
    except IntegrityError:
        return False  # somebody else was quicker
    return True
