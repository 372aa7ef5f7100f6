"""Report, and QueueItem: what waits for a moderator."""

from django.conf import settings
from django.db import models

from forums import visibility
from forums.boards.models import Board
from forums.review.reasons import REPORTABLE
from forums.threads.models import Post
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Viewer


class Report(models.Model):
    """A reader's word that a post should be looked at; open until a decision closes it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=20, choices=[(r.value, r.label) for r in REPORTABLE])
    note = models.CharField(max_length=1000, blank=True)
    snapshot = models.TextField()
    created_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "post"], condition=models.Q(closed_by=None), name="report_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["post"], condition=models.Q(closed_by=None), name="report_open_by_post"),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}"


class QueueItemQuerySet(models.QuerySet["QueueItem"]):
    def visible_to(self, viewer: Viewer) -> "QueueItemQuerySet":
        """What waits on boards that the viewer moderates."""
        return self.filter(visibility.moderated_boards(viewer, "board__")) if viewer.is_moderator else self.none()


class QueueItem(models.Model):
    """That a post waits, and for what: kept by `enqueue` on every change, so the queue is one indexed read."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    held = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)
    reports = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    objects = QueueItemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["since", "id"], name="queue_by_age")]

    def __str__(self) -> str:
        return f"Post {self.post_id} waits"
