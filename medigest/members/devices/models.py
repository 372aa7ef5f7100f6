"""Device."""

from django.conf import settings
from django.db import models

from medigest.kit import clock


class Device(models.Model):
    """That a member logged in from this browser before. `digest` is of its cookie and the member together, so that
    two members who share a browser are not joined by it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    first_seen = models.DateTimeField(default=clock.now)
    last_seen = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "digest"], name="device_once_per_member")]

    def __str__(self) -> str:
        return f"Device {self.pk} of member {self.member_id}"
