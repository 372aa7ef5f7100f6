"""Worker, that a worker is alive; Period, that periodic work was enqueued. Jobs themselves are django-tasks' rows."""

from django.db import models

from medigest.kit import clock


class Worker(models.Model):
    """A worker's sign of life. Silent for long, it is dead, and what it ran is tried again (`reap`)."""

    name = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """That a periodic job was enqueued for the period beginning at `start`: once, whoever ticks."""

    job = models.CharField(max_length=60)
    start = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "start"], name="period_once_per_job")]
        indexes = [models.Index(fields=["start"], name="period_by_start")]

    def __str__(self) -> str:
        return f"{self.job} {self.start}"
