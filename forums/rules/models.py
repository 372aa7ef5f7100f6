"""Rule."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums import visibility
from forums.boards.models import Board
from medigest.kit import clock
from medigest.members.viewer import Viewer


class RuleQuerySet(models.QuerySet["Rule"]):
    def editable_by(self, viewer: Viewer) -> "RuleQuerySet":
        """Rules that the viewer may change: their boards', and for a moderator of the site those of every board."""
        return self.filter(visibility.moderated_boards(viewer, "board__")) if viewer.is_moderator else self.none()

    def in_force_on(self, board_id: int) -> "RuleQuerySet":
        """Rules that a text on the board is held against."""
        return self.filter(models.Q(board=board_id) | models.Q(board=None), active=True)


class Rule(models.Model):
    """What to look for in a text, and what to do where it is found; for one board or (no board) for all."""

    class Kind(models.TextChoices):
        WORDS = "words", _("Words and phrases, one a line")
        PATTERN = "pattern", _("A pattern (regular expression, RE2)")
        LINKS = "links", _("Any web address")
        CONTACT = "contact", _("Mail addresses and telephone numbers")
        NUMBERS = "numbers", _("Numbers like those of health records or cards")

    class Action(models.TextChoices):
        WARN = "warn", _("Warn the author before it is sent")
        HOLD = "hold", _("Hold it for a moderator")
        FIRST = "first", _("Hold it, and put it first in the queue")
        LABEL = "label", _("Publish it with a label")
        CRISIS = "crisis", _("Hold it as a cry for help: crisis lane")

    board = models.ForeignKey(Board, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(max_length=4000, blank=True)
    action = models.CharField(max_length=10, choices=Action.choices)
    # to the author where they are warned, to readers as the label
    message = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="rule_name_once"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(board=None), name="rule_name_once_for_all"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["words", "pattern", "links", "contact", "numbers"]), name="rule_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(action__in=["warn", "hold", "first", "label", "crisis"]), name="rule_action_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
