"""Report; Canned, prepared statements; QueueItem, what waits for a moderator; PassedOn."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from forums import visibility
from forums.boards.models import Board
from forums.review.reasons import REPORTABLE, Reason, Urgency
from forums.threads.models import Post
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.models import Member
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
            models.Index(fields=["reporter", "-id"], name="report_by_reporter"),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}"


class CannedQuerySet(models.QuerySet["Canned"]):
    def editable_by(self, viewer: Viewer) -> "CannedQuerySet":
        """Texts that the viewer may change: their boards', and for a moderator of the site those of every board."""
        return self.filter(visibility.moderated_boards(viewer, "board__")) if viewer.is_moderator else self.none()

    def for_board(self, board_id: int) -> "CannedQuerySet":
        """Texts that are offered on a board: its own, and those of the whole site."""
        return self.filter(models.Q(board=board_id) | models.Q(board=None)).order_by("title", "pk")


class Canned(models.Model):
    """A statement prepared for a reason, for one board or (no board) for all; it can be changed before it is sent."""

    board = models.ForeignKey(Board, null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)

    objects = CannedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "title"], name="canned_title_once"),
            models.UniqueConstraint(
                fields=["title"], condition=models.Q(board=None), name="canned_title_once_for_the_site"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class QueueItemQuerySet(models.QuerySet["QueueItem"]):
    def visible_to(self, viewer: Viewer) -> "QueueItemQuerySet":
        """What waits on boards that the viewer moderates, but for what somebody else must decide."""
        if not viewer.is_moderator:
            return self.none()
        # By the boards' ids, without a join: one index then tells the places in the queue, however much waits.
        boards = Board.objects.moderated_by(viewer).order_by().values("pk")
        mine = self.all() if viewer.moderation.everywhere else self.filter(board__in=boards)
        return mine.filter(models.Q(not_for=None) | ~models.Q(not_for=viewer.member_id))

    def free_for(self, viewer: Viewer) -> "QueueItemQuerySet":
        """What the viewer can take: nobody else holds it, and they did not pass it on."""
        held = models.Q(claimed_until__gt=clock.now()) & ~models.Q(claimed_by=viewer.member_id)
        passed = PassedOn.objects.filter(item=models.OuterRef("pk"), member=viewer.member_id)
        return self.exclude(held).exclude(models.Exists(passed))


# Younger than this many seconds within one urgency never overtakes an older one of a greater urgency.
_STRIDE = 10**12


def rank_of(urgency: int, since: datetime) -> int:
    """The place in the queue as one number, so that one index serves order and paging."""
    return urgency * _STRIDE + int(since.timestamp())


class QueueItem(models.Model):
    """That something waits, and for what: kept on every change, so the queue is one indexed read.

    A post (`enqueue` keeps its row), or another matter that its own slice keeps by `matters`. A claim is held in
    the row itself: whoever locks the row sees whose it is.
    """

    post = models.OneToOneField(Post, null=True, on_delete=models.CASCADE, related_name="+")
    matter = models.CharField(max_length=20, blank=True)
    matter_id = models.BigIntegerField(null=True)
    heading = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)
    not_for = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # none: a matter of the whole site
    board = models.ForeignKey(Board, null=True, on_delete=models.CASCADE, related_name="+")
    held = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)
    ruled = models.BooleanField(default=False)
    reports = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.ORDINARY)
    since = models.DateTimeField()
    rank = models.BigIntegerField(default=0)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(null=True)

    objects = QueueItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "matter_id"], name="queue_matter_once"),
            models.CheckConstraint(
                condition=models.Q(post__isnull=False, matter="", matter_id=None)
                | (models.Q(post=None, matter_id__isnull=False) & ~models.Q(matter="")),
                name="queue_post_or_matter",
            ),
            models.CheckConstraint(condition=models.Q(urgency__in=Urgency.values), name="queue_urgency_known"),
        ]
        indexes = [
            models.Index(fields=["rank", "id"], name="queue_by_rank"),
            models.Index(fields=["board", "rank", "id", "not_for"], name="queue_by_board"),
            models.Index(fields=["reason", "rank", "id"], name="queue_by_reason"),
            models.Index(fields=["rank", "id"], condition=models.Q(held=True), name="queue_held"),
            models.Index(fields=["rank", "id"], condition=models.Q(edited=True), name="queue_edited"),
            models.Index(fields=["rank", "id"], condition=models.Q(reports__gt=0), name="queue_reported"),
            models.Index(fields=["rank", "id"], condition=models.Q(ruled=True), name="queue_ruled"),
            models.Index(fields=["matter", "rank", "id"], name="queue_by_matter"),
        ]

    def __str__(self) -> str:
        return f"Post {self.post_id} waits" if self.post_id else f"{self.matter} {self.matter_id} waits"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.rank = rank_of(self.urgency, self.since)
        super().save(*args, **kwargs)

    def holder(self, viewer: Viewer) -> "Member | None":
        """Who else holds it now, if anybody does. `claimed_by` is fetched along with the row."""
        stands = self.claimed_until is not None and self.claimed_until > clock.now()
        return self.claimed_by if stands and self.claimed_by_id != viewer.member_id else None


class CrisisCall(models.Model):
    """That somebody may be in danger: opened once per post, answered by a decision. Its times are the clock."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-answered_at"], name="crisis_by_answer"),
        ]

    def __str__(self) -> str:
        return f"A call about post {self.post_id}"


class PassedOn(models.Model):
    """That a moderator passed an item on: it is not offered to them again."""

    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    passed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="passed_on_once")]

    def __str__(self) -> str:
        return f"Item {self.item_id} passed on by {self.member_id}"
