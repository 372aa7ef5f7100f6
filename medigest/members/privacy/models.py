"""Export, the archive that a member asked for."""

from django.db import models

from medigest.kit import clock
from medigest.members.accounts.models import Member


class Export(models.Model):
    """A member's archive: one at a time. `name` is its file's, once it is ready; `done` of `total` parts are built."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="export")
    name = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name="", ready_at=None) | (~models.Q(name="") & models.Q(ready_at__isnull=False)),
                name="export_named_iff_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"
