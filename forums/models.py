"""The index of this room's models; each slice holds its own."""

from forums.boards.models import Board, Moderator
from forums.notices.models import Notice
from forums.review.models import QueueItem, Report
from forums.search.models import ArticleEntry, PostEntry
from forums.threads.models import Post, PostRevision, Thread

__all__ = [
    "ArticleEntry",
    "Board",
    "Moderator",
    "Notice",
    "Post",
    "PostEntry",
    "PostRevision",
    "QueueItem",
    "Report",
    "Thread",
]
