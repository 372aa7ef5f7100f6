"""FormerHandle."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from medigest.kit import clock


class FormerHandle(models.Model):
    """A handle that a member gave up; `grace` tells how long it is kept for them."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_handles")
    handle = models.CharField(max_length=30)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(Lower("handle"), name="former_handle_ignoring_case")]

    def __str__(self) -> str:
        return self.handle
