"""Notice."""

from django.conf import settings
from django.db import models

from medigest.audit.models import Decision
from medigest.kit import clock


class Notice(models.Model):
    """That a member was told of a decision: one per member and decision. `mailed_at`: handed to the mail server."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "decision"], name="notice_once")]
        indexes = [
            models.Index(fields=["member", "-id"], name="notice_by_member"),
            models.Index(fields=["member"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=models.Q(mailed_at=None), name="notice_unmailed"),
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk}"
