"""Figure."""

from django.db import models

from medigest.kit import clock

YEAR, NOW = "year", "now"


class Figure(models.Model):
    """One number of one period: a month ("2026-11"), the last twelve months (`YEAR`), or this moment (`NOW`).

    Counted in the background, so that the page costs the same however much was decided.
    """

    period = models.CharField(max_length=7)
    measure = models.CharField(max_length=10)
    code = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "measure", "code"], name="figure_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.measure} {self.code}"
