"""ReadMark and BoardMark."""

from django.conf import settings
from django.db import models

from forums.boards.models import Board
from forums.threads.models import Thread


class ReadMark(models.Model):
    """That a member has read a thread up to a position. It only goes forward (`mark_read`)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "thread"], name="read_mark_once"),
            models.CheckConstraint(condition=models.Q(position__gt=0), name="read_mark_at_a_place"),
        ]

    def __str__(self) -> str:
        return f"Member {self.member_id} in thread {self.thread_id}"


class BoardMark(models.Model):
    """That whatever was published on a board until a moment counts as read. It only goes forward."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "board"], name="board_mark_once")]

    def __str__(self) -> str:
        return f"Member {self.member_id} on board {self.board_id}"
