"""Follow and Bookmark."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.boards.models import Board
from forums.threads.models import Post, Thread
from medigest.kit import clock


class Follow(models.Model):
    """How closely a member follows a board (`beneath`: with the boards beneath its condition) or one thread."""

    class Level(models.TextChoices):
        WATCHING = "watching", _("Watching")
        TRACKING = "tracking", _("Following quietly")
        MUTED = "muted", _("Muted")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, null=True, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=10, choices=Level.choices)
    beneath = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "board"], name="follow_board_once"),
            models.UniqueConstraint(fields=["member", "thread"], name="follow_thread_once"),
            models.CheckConstraint(
                condition=Q(board=None, thread__isnull=False) | Q(board__isnull=False, thread=None),
                name="follow_board_or_thread",
            ),
            models.CheckConstraint(condition=Q(level__in=["watching", "tracking", "muted"]), name="follow_level_known"),
            models.CheckConstraint(
                condition=Q(beneath=False) | (Q(board__isnull=False) & ~Q(level="muted")),
                name="follow_beneath_a_board",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="follow_by_member"),
            # Whom to tell of a post, in batches by member.
            models.Index(fields=["board", "member"], condition=Q(board__isnull=False), name="follow_by_board"),
            models.Index(fields=["thread", "member"], condition=Q(thread__isnull=False), name="follow_by_thread"),
        ]

    def __str__(self) -> str:
        return f"Member {self.member_id} {self.level} {self.board_id or self.thread_id}"


FOLLOWED = (Follow.Level.WATCHING, Follow.Level.TRACKING)


class Bookmark(models.Model):
    """A post that a member keeps, with a note to themselves."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="bookmark_once")]
        indexes = [models.Index(fields=["member", "-id"], name="bookmark_by_member")]

    def __str__(self) -> str:
        return f"Member {self.member_id} keeps post {self.post_id}"
