"""At which level a member follows a thread: the thread's own, else its board's, else that of a board above."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from conditions.models import Closure
from forums import visibility
from forums.boards.models import Board, BoardQuerySet
from forums.following.models import FOLLOWED, Bookmark, Follow
from forums.threads.models import Post, PostQuerySet, Thread, ThreadQuerySet
from medigest.members.viewer import Viewer


def with_level(threads: ThreadQuerySet, viewer: Viewer) -> ThreadQuerySet:
    """Each thread with `own_level` and the `level` that holds, empty where the member does not follow it."""
    mine = Follow.objects.filter(member=viewer.member)
    own = Subquery(mine.filter(thread=OuterRef("pk")).values("level"))
    on_board = mine.filter(board=OuterRef("board_id")).values("level")
    above = Closure.objects.filter(descendant=OuterRef(OuterRef("board__condition_id"))).values("ancestor")
    # Of several boards above the closest attention counts: "watching" comes after "tracking".
    from_above = mine.filter(beneath=True, board__condition__in=above).order_by("-level").values("level")[:1]
    return threads.annotate(
        own_level=Coalesce(own, Value("")),
        level=Coalesce(own, Subquery(on_board), Subquery(from_above), Value("")),
    )


def only_followed(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Those of `with_level` that the member follows."""
    return threads.filter(Q(level__in=FOLLOWED))


def not_muted(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Those of `with_level` that the member has not muted."""
    return threads.exclude(Q(level=Follow.Level.MUTED))


def followed(threads: ThreadQuerySet, viewer: Viewer) -> ThreadQuerySet:
    """Threads that the viewer may follow, by a choice for the thread or for a board; `only_followed` has the last word.

    It leads the query to the few boards and threads that somebody follows.
    """
    mine = Follow.objects.filter(member=viewer.member, level__in=FOLLOWED)
    tops = mine.filter(beneath=True).values("board__condition")
    beneath = Closure.objects.filter(ancestor__in=tops).values("descendant")
    boards = Board.objects.filter(Q(pk__in=mine.values("board")) | Q(condition__in=beneath))
    return threads.filter(Q(board__in=boards.values("pk")) | Q(pk__in=mine.values("thread")))


def follows_of_any(viewer: Viewer) -> QuerySet[Follow]:
    """The viewer's choices to follow a board or a thread."""
    return Follow.objects.filter(member=viewer.member, level__in=FOLLOWED)


def follows_of(viewer: Viewer) -> QuerySet[Follow]:
    """What the viewer chose for boards and threads that they may still see."""
    board = Q(board__isnull=False) & visibility.seen_boards(viewer, "board__")
    thread = Q(thread__isnull=False) & visibility.seen_threads(viewer, "thread__")
    return Follow.objects.filter(board | thread, member=viewer.member).select_related("board", "thread__board")


def bookmarks_of(viewer: Viewer) -> QuerySet[Bookmark]:
    """The posts that the viewer keeps, each with `there`: whether they may still read it in its thread."""
    readable = Post.objects.visible_to(viewer).filter(thread__in=Thread.objects.visible_to(viewer))
    kept = Bookmark.objects.filter(member=viewer.member).select_related("post__thread__board")
    return kept.annotate(there=Exists(readable.filter(pk=OuterRef("post_id"))))


@dataclass(frozen=True)
class BoardFollow:
    """How a member follows a board: by a choice of its own, or through a board above."""

    own: str = ""
    beneath: bool = False
    from_above: str = ""


def with_follow(boards: BoardQuerySet, viewer: Viewer) -> BoardQuerySet:
    """Each board with what `follow_of` tells; for a visitor as they are."""
    if not viewer.is_member:
        return boards
    mine = Follow.objects.filter(member=viewer.member)
    here = mine.filter(board=OuterRef("pk"))
    above = Closure.objects.filter(descendant=OuterRef(OuterRef("condition_id"))).values("ancestor")
    through = mine.filter(beneath=True, board__condition__in=above).exclude(board=OuterRef("pk")).order_by("-level")
    return boards.annotate(
        follow_own=Coalesce(Subquery(here.values("level")), Value("")),
        follow_beneath=Coalesce(Subquery(here.values("beneath")), Value(False)),
        follow_above=Coalesce(Subquery(through.values("level")[:1]), Value("")),
    )


def follow_of(board: Any) -> BoardFollow:
    """How the member follows a board of `with_follow`."""
    return BoardFollow(board.follow_own, board.follow_beneath, board.follow_above)


def with_bookmarks(posts: PostQuerySet, viewer: Viewer) -> PostQuerySet:
    """Each post with `bookmarked`: whether the viewer keeps it."""
    if not viewer.is_member:
        return posts
    return posts.annotate(bookmarked=Exists(Bookmark.objects.filter(member=viewer.member, post=OuterRef("pk"))))
