"""Notice and Preference."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medigest.kit import clock


class Way(models.TextChoices):
    """How a member is told of a kind of event. Whatever is mailed stands on the site too."""

    MAIL = "mail", _("On the site, and by mail at once")
    DIGEST = "digest", _("On the site, and in a mail once a day")
    WEEK = "week", _("On the site, and in a mail once a week")
    SITE = "site", _("On the site only")
    NONE = "none", _("Not at all")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown(self) -> "NoticeQuerySet":
        """Without those that a newer notice about the same counts in."""
        return self.filter(replaced=False)

    def unread(self) -> "NoticeQuerySet":
        """Those shown that the member has not marked read."""
        return self.shown().filter(read_at=None)


class Notice(models.Model):
    """That a member was told of an event: once, whatever is repeated.

    `event_id` is the id of what happened (of a decision, a post), `target_id` of what it happened to: events of one
    kind and target that are unread stand in one row, the newest, and `number` counts them; the earlier rows are
    `replaced`. Without a target every event has a row of its own. What a notice says is asked of its kind when it is
    read, since what may be seen changes.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    event_id = models.BigIntegerField()
    target_id = models.BigIntegerField(null=True)
    number = models.PositiveIntegerField(default=1)
    replaced = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "event_id"], name="notice_once_per_event"),
            models.UniqueConstraint(
                fields=["member", "kind", "target_id"],
                condition=Q(read_at=None, replaced=False),
                name="notice_one_unread_per_target",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="notice_counts_itself"),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], condition=Q(replaced=False), name="notice_by_member"),
            models.Index(fields=["member"], condition=Q(read_at=None, replaced=False), name="notice_unread"),
            models.Index(fields=["created_at"], name="notice_by_time"),
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk}"


class Preference(models.Model):
    """How a member wants to be told of a kind, where they chose another way than the kind's own."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    way = models.CharField(max_length=10, choices=Way.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="preference_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"
