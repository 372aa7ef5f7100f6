"""Sanction and Note."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forums import visibility
from forums.boards.models import Board
from medigest.kit import clock
from medigest.members.viewer import Viewer


def of_boards(viewer: Viewer) -> Q:
    """Rows about boards that the viewer moderates."""
    return visibility.moderated_boards(viewer, "board__") if viewer.is_moderator else Q(pk__in=[])


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self) -> "SanctionQuerySet":
        """Those that hold now: they end by themselves, nothing has to be done for it."""
        return self.filter(Q(until=None) | Q(until__gt=clock.now()), lifted_at=None)

    def stopping(self) -> "SanctionQuerySet":
        """Those that take something from the member; a warning takes nothing."""
        return self.in_force().exclude(kind=Sanction.Kind.WARNING)

    def visible_to(self, viewer: Viewer) -> "SanctionQuerySet":
        """What a moderator may know of: the site's sanctions, and those of the boards they moderate."""
        return self.filter(of_boards(viewer) | Q(board=None)) if viewer.is_moderator else self.none()


class Sanction(models.Model):
    """What a moderator took from a member, or warned of. Its reason and statement stand in the audit log.

    `endless`: it shall have no end. Until a second moderator agrees it is in force with an end, and lapses there.
    """

    class Kind(models.TextChoices):
        WARNING = "warning", _("Warning: nothing is taken away")
        SILENCE = "silence", _("Silence: no writing, anywhere")
        SUSPENSION = "suspension", _("Suspension: nothing but reading, exporting and appealing")
        BAN = "ban", _("Ban: no writing on one board")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30)
    until = models.DateTimeField(null=True)
    endless = models.BooleanField(default=False)
    imposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    imposed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["warning", "silence", "suspension", "ban"]), name="sanction_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="warning")
                | Q(kind="ban", board__isnull=False)
                | Q(kind__in=["silence", "suspension"], board__isnull=True),
                name="sanction_ban_iff_on_a_board",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | (Q(endless=True) & Q(confirmed_at__isnull=False)),
                name="sanction_endless_only_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(imposed_by=None) | Q(confirmed_by=None) | ~Q(imposed_by=F("confirmed_by")),
                name="sanction_confirmed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["member"], condition=Q(lifted_at=None), name="sanction_standing_by_member")]

    def __str__(self) -> str:
        return f"{self.kind} of member {self.member_id}"

    @property
    def holds(self) -> bool:
        """Whether it is in force now: what `in_force` asks of the database."""
        return self.lifted_at is None and (self.until is None or self.until > clock.now())

    @property
    def waits_for_a_second(self) -> bool:
        """Whether it shall have no end, and nobody has agreed yet."""
        return self.endless and self.confirmed_at is None


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, viewer: Viewer) -> "NoteQuerySet":
        """Notes of boards that the viewer moderates: where somebody writes tells what they live with."""
        return self.filter(of_boards(viewer))


class Note(models.Model):
    """What a moderator wants the others to know of a member. `board` None: for moderators of the whole site."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-id"], name="note_by_member")]

    def __str__(self) -> str:
        return f"Note {self.pk}"
