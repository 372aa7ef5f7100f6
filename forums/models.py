"""The index of this room's models; each slice holds its own."""

from forums.activity.models import ActivityShown, BoardLeftOut
from forums.appeals.models import Appeal
from forums.boards.models import Board, Moderator
from forums.drafts.models import Draft
from forums.following.models import Bookmark, Follow
from forums.notices.models import Notice, Preference
from forums.pictures.models import Picture
from forums.reactions.models import Reaction
from forums.reading.models import BoardMark, ReadMark
from forums.review.models import Canned, CrisisCall, PassedOn, QueueItem, Report
from forums.rules.models import Rule
from forums.sanctions.models import Note, Sanction
from forums.search.models import ArticleEntry, PostEntry
from forums.threads.models import Alias, AliasBlock, Post, PostRevision, Quote, Thread, Trace
from forums.transparency.models import Figure

__all__ = [
    "ActivityShown",
    "Alias",
    "AliasBlock",
    "Appeal",
    "ArticleEntry",
    "Board",
    "BoardLeftOut",
    "BoardMark",
    "Bookmark",
    "Canned",
    "CrisisCall",
    "Draft",
    "Figure",
    "Follow",
    "Moderator",
    "Note",
    "Notice",
    "PassedOn",
    "Picture",
    "Post",
    "PostEntry",
    "PostRevision",
    "Preference",
    "QueueItem",
    "Quote",
    "Reaction",
    "ReadMark",
    "Report",
    "Rule",
    "Sanction",
    "Thread",
    "Trace",
]
