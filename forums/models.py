"""The index of this room's models; each slice holds its own."""

from forums.boards.models import Board, Moderator
from forums.notices.models import Notice
from forums.review.models import Canned, CrisisCall, PassedOn, QueueItem, Report
from forums.rules.models import Rule
from forums.threads.models import Post, PostRevision, Thread, Trace

__all__ = [
    "Board",
    "Canned",
    "CrisisCall",
    "Moderator",
    "Notice",
    "PassedOn",
    "Post",
    "PostRevision",
    "QueueItem",
    "Report",
    "Rule",
    "Thread",
    "Trace",
]
