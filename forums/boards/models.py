"""Board and Moderator."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from conditions.models import Condition
from forums import visibility
from medigest.kit import clock
from medigest.kit.addresses import address_of
from medigest.members.viewer import Viewer

# Words that stand where a board's slug would: /forums/posts/, /forums/preview/.
RESERVED_SLUGS = ("posts", "preview", "new", "feed")


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, viewer: Viewer) -> "BoardQuerySet":
        """Boards whose existence the viewer may know."""
        return self.filter(visibility.seen_boards(viewer))

    def moderated_by(self, viewer: Viewer) -> "BoardQuerySet":
        """Boards on which the viewer can decide."""
        return self.filter(visibility.moderated_boards(viewer)) if viewer.is_moderator else self.none()


class Board(models.Model):
    """Where threads stand. Counters count published posts in published threads, and move with them."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody can read")
        MEMBERS = "members", _("Members only")

    class Review(models.TextChoices):
        NONE = "none", _("Nobody's posts are held")
        NEWCOMERS = "newcomers", _("Newcomers' posts are held")
        EVERYONE = "everyone", _("Everybody's posts are held")
        LINKS = "links", _("Posts with links are held")

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=250)
    description = models.CharField(max_length=1000, blank=True)
    condition = models.OneToOneField(Condition, null=True, on_delete=models.PROTECT, related_name="board")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    indexable = models.BooleanField(default=False)
    review = models.CharField(max_length=10, choices=Review.choices, default=Review.NEWCOMERS)
    # the weight of readers' reports that hides a post until a moderator has read it; 0: never
    hide_at = models.PositiveSmallIntegerField(default=6)
    # so many posts in ten minutes make a thread slow for an hour; 0: never
    slow_after = models.PositiveSmallIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)
    posts = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True)
    # threads per section of the article, {"symptoms": 4}; changed under the row's lock
    sections = models.JSONField(default=dict)
    # moves with every change of the board's threads, by triggers (forums.kept); never written here
    version = models.PositiveBigIntegerField(default=0, db_default=0, editable=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug__in=RESERVED_SLUGS), name="board_slug_not_reserved"),
            models.CheckConstraint(condition=models.Q(audience__in=["public", "members"]), name="board_audience_known"),
            models.CheckConstraint(
                condition=models.Q(review__in=["none", "newcomers", "everyone", "links"]), name="board_review_known"
            ),
        ]
        indexes = [models.Index(fields=["-last_post_at", "-id"], name="board_by_activity")]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """The address of the board, for templates."""
        return address_of("forums:board", self.slug)


class ModeratorQuerySet(models.QuerySet["Moderator"]):
    def in_office(self) -> "ModeratorQuerySet":
        """Grants that have not run out."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=Now()))


class Moderator(models.Model):
    """That a member looks after a board, that board and all beneath it, or (no board) the whole site."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="moderates")
    board = models.ForeignKey(Board, null=True, on_delete=models.CASCADE, related_name="moderators")
    beneath = models.BooleanField(default=False)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True)
    # whether they are told at once of somebody who may be in danger
    on_call = models.BooleanField(default=True)

    objects = ModeratorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "board"], name="moderator_once_per_board"),
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(board=None), name="moderator_once_for_the_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.board_id or 'all boards'}"
