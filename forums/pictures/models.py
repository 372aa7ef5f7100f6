"""Picture."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forums import visibility
from medigest.kit import clock
from medigest.kit.addresses import address_of
from medigest.members.viewer import Viewer

LONGEST_TEXT = 300
# The state of an edit with which a picture came, and that is shown.
APPLIED = "applied"


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, viewer: Viewer) -> "PictureQuerySet":
        """Pictures of posts whose text the viewer may read, those of an edit that waits for its author and the
        moderators; and what the viewer has not sent yet."""
        within = Q(revision=None) | Q(revision__state=APPLIED)
        loose = Q(pk=None)
        if viewer.is_member:
            within |= Q(owner_id=viewer.member_id)
            loose = Q(post=None, owner_id=viewer.member_id)
        if viewer.is_moderator:
            within |= visibility.moderated_boards(viewer, "post__thread__board__")
        return self.filter((Q(post__isnull=False) & visibility.seen_posts(viewer, "post__") & within) | loose)

    def loose(self, *, owner_id: int | None, key: str) -> "PictureQuerySet":
        """What was chosen in a form and has not been sent, in the order in which it was chosen."""
        return self.filter(owner_id=owner_id, key=key, post=None).order_by("pk")

    def standing(self, post_id: int) -> "PictureQuerySet":
        """The pictures of a post, with those of an edit that waits and without those of one that was not taken."""
        return self.filter(Q(revision=None) | Q(revision__state__in=[APPLIED, "pending"]), post=post_id).order_by("pk")


class Picture(models.Model):
    """A picture as we drew it. `post`: whose state it shares; None while it is loose: not sent yet, or taken off.

    `revision`: the edit that brought it, and with which it waits. `key`: the form in which it was chosen.
    """

    name = models.CharField(max_length=32, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("forums.Post", null=True, on_delete=models.CASCADE, related_name="pictures")
    revision = models.ForeignKey("forums.PostRevision", null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=36, blank=True)
    # what it shows, for people who cannot see it
    alternative = models.CharField(max_length=LONGEST_TEXT, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=clock.now)
    loose_since = models.DateTimeField(null=True, default=clock.now)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0, size__gt=0), name="picture_has_a_size"),
            models.CheckConstraint(
                condition=Q(post=None, loose_since__isnull=False, revision=None)
                | (Q(post__isnull=False, loose_since=None) & ~Q(alternative="")),
                name="picture_loose_or_of_a_post",
            ),
            # The same form sent twice at once chose it once.
            models.UniqueConstraint(
                fields=["owner", "key", "digest"], condition=Q(post=None) & ~Q(key=""), name="picture_chosen_once"
            ),
        ]
        indexes = [
            models.Index(F("loose_since"), condition=Q(post=None), name="picture_loose"),
        ]

    def __str__(self) -> str:
        return f"Picture {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("forums:picture", self.name)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.webp"
