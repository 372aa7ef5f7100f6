"""What is shown of a member's activity, and to whom."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from forums.activity.models import ActivityShown, BoardLeftOut
from forums.boards.models import Board
from forums.threads.models import Post, PostQuerySet, State
from medigest.members.viewer import Viewer

NEWEST = 10
MOST_BOARDS = 200


def shows(member_id: int) -> bool:
    """Whether the member shows their activity to other members."""
    return ActivityShown.objects.filter(member_id=member_id).exists()


def recent(viewer: Viewer, member_id: int) -> list[Post]:
    """The newest posts of a member that their page shows to this viewer, with thread and board: one query.

    What lists show, and nothing more: published posts in published threads, on boards the viewer may see. Nothing under
    an alias, not even to the member.
    """
    left_out = BoardLeftOut.objects.filter(member=OuterRef("author"), board=OuterRef("thread__board"))
    posts = Post.objects.visible_to(viewer).filter(
        # Asked by itself, so that PostgreSQL looks at no post of a member who shows none.
        Exists(ActivityShown.objects.filter(member_id=member_id)),
        author_id=member_id,
        alias=None,
        state=State.PUBLISHED,
        thread__state=State.PUBLISHED,
    )
    return list(
        posts.exclude(Exists(left_out)).select_related("thread__board").order_by("-published_at", "-pk")[:NEWEST]
    )


def written_by(posts: PostQuerySet, *, viewer: Viewer, handle: str) -> PostQuerySet:
    """Those of the posts that a member wrote, as far as their page may list them to the viewer.

    No other door may tell more than the page: nothing of who shows no activity, nothing on boards left out, nothing
    under an alias, nothing to visitors. The viewer's own posts are always theirs to find.
    """
    if not viewer.is_member:
        return posts.none()
    shown = Exists(ActivityShown.objects.filter(member=OuterRef("author")))
    left_out = Exists(BoardLeftOut.objects.filter(member=OuterRef("author"), board=OuterRef("thread__board")))
    there = Q(author__is_active=True, author__leaving_at=None) & shown & ~left_out
    return posts.filter(Q(author_id=viewer.member_id) | there, author__handle__iexact=handle, alias=None)


def own_boards(viewer: Viewer) -> QuerySet[Board]:
    """The boards on which something of the viewer was published; for themselves alone."""
    written = Post.objects.filter(author_id=viewer.member_id, published_at__isnull=False)
    return (
        Board.objects.visible_to(viewer).filter(pk__in=written.values("thread__board")).order_by("title")[:MOST_BOARDS]
    )


def left_out(member_id: int) -> set[int]:
    """The boards that the member leaves out."""
    return set(BoardLeftOut.objects.filter(member_id=member_id).values_list("board_id", flat=True))
