"""Editor."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from conditions.catalogue.models import Condition
from medigest.kit import clock


class EditorQuerySet(models.QuerySet["Editor"]):
    def in_office(self) -> "EditorQuerySet":
        """Grants that have not run out."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=Now()))


class Editor(models.Model):
    """That a member edits the article of a condition, or of that condition and all beneath it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edits")
    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="editors")
    beneath = models.BooleanField(default=False)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True)

    objects = EditorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "condition"], name="editor_once_per_condition")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.condition_id}"
