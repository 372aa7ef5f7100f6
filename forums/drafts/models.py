"""Draft."""

from django.conf import settings
from django.db import models

from forums.boards.models import Board
from forums.threads.models import Post, Thread
from medigest.kit import clock


class Draft(models.Model):
    """A text for a new thread on a board, or (`thread`) for a reply, or (`post` too) for an edit. `version` tells two
    tabs apart."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=150, blank=True)
    section_key = models.CharField(max_length=60, blank=True)
    body = models.TextField(blank=True)
    alias = models.CharField(max_length=60, blank=True)
    reply_to = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-id"], name="draft_by_member"),
            models.Index(fields=["saved_at"], name="draft_by_time"),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
