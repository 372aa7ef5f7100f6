"""The index of this room's models; each slice holds its own."""

from forums.activity.models import ActivityShown, BoardLeftOut
from forums.boards.models import Board, Moderator
from forums.notices.models import Notice
from forums.review.models import QueueItem, Report
from forums.threads.models import Post, PostRevision, Thread

__all__ = [
    "ActivityShown",
    "Board",
    "BoardLeftOut",
    "Moderator",
    "Notice",
    "Post",
    "PostRevision",
    "QueueItem",
    "Report",
    "Thread",
]
