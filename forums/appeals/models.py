"""Appeal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forums import visibility
from forums.boards.models import Board
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Viewer


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> "AppealQuerySet":
        """Those that nobody has decided yet."""
        return self.filter(outcome=Appeal.Outcome.OPEN)

    def visible_to(self, viewer: Viewer) -> "AppealQuerySet":
        """Appeals about boards that the viewer moderates; one's own is read on the page of the decision."""
        return self.filter(visibility.moderated_boards(viewer, "board__")) if viewer.is_moderator else self.none()

    def decidable_by(self, viewer: Viewer) -> "AppealQuerySet":
        """Those of `visible_to` that the viewer neither brought nor caused."""
        theirs = Q(member=viewer.member_id) | Q(actor=viewer.member_id) | Q(seconder=viewer.member_id)
        return self.visible_to(viewer).exclude(theirs)


class Appeal(models.Model):
    """A member's word against a decision about them: one for each decision.

    `actor` and `seconder`, who took the decision, are copied here, so that the database itself refuses that one of
    them, or the member, decides about it.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waits to be decided")
        UPHELD = "upheld", _("Upheld: the decision was taken back")
        REFUSED = "refused", _("Refused: the decision stands")
        CLOSED = "closed", _("Closed with the account")

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="appeals")
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    seconder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["open", "closed"], answer__isnull=True, decided_by__isnull=True)
                | Q(outcome__in=["upheld", "refused"], answer__isnull=False),
                name="appeal_decided_iff_answered",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(decided_by=None) | Q(**{who: None}) | ~Q(decided_by=F(who)),
                    name=f"appeal_not_decided_by_its_{who}",
                )
                for who in ("actor", "seconder", "member")
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(outcome="open"), name="appeal_waiting")]

    def __str__(self) -> str:
        return f"Appeal {self.pk}"
