"""ActivityShown and BoardLeftOut."""

from django.conf import settings
from django.db import models

from forums.boards.models import Board
from medigest.kit import clock


class ActivityShown(models.Model):
    """That a member shows on their page what they wrote; no row: they do not."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activity_shown")
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Activity of member {self.member_id}"


class BoardLeftOut(models.Model):
    """That a member shows nothing of what they wrote on a board."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="boards_left_out")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "board"], name="board_left_out_once")]

    def __str__(self) -> str:
        return f"Board {self.board_id} left out by member {self.member_id}"
