"""Block."""

from django.conf import settings
from django.db import models

from medigest.kit import clock


class Block(models.Model):
    """That a member wants to hear nothing from another."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~models.Q(member=models.F("blocked")), name="block_nobody_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} does not hear from {self.blocked_id}"
