"""The gates: what the viewer may not see is not there. For a visitor who asks beneath a board that the public
does not see, the answer is the log-in page, whether the board exists or not (DESIGN section 2)."""

from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404

from conditions.models import Closure, Revision
from forums.boards.models import Board, BoardQuerySet
from forums.drafts.read import begun_in
from forums.following.levels import with_follow, with_level
from forums.pictures.gather import gathered
from forums.reading.unread import with_marks
from forums.threads.identity import with_identity
from forums.threads.models import Post, Thread, ThreadQuerySet
from forums.threads.rows import answer_at
from forums.threads.shown import AUTHOR
from medigest.kit.refusals import LogInFirst
from medigest.members.prepared import PreparedFor
from medigest.members.viewer import Viewer


def _board(viewer: Viewer, slug: str) -> BoardQuerySet:
    beneath = Closure.objects.filter(ancestor=OuterRef("condition_id")).exclude(descendant=OuterRef("condition_id"))
    boards = Board.objects.visible_to(viewer).select_related("condition").annotate(has_beneath=Exists(beneath))
    return with_follow(boards, viewer).filter(slug=slug)


_the_board = PreparedFor(_board)


def board_gate(viewer: Viewer, slug: str) -> Board:
    """The board, if the viewer may know of it, with how they follow it and whether anything stands beneath it.
    Raises LogInFirst for visitors, else Http404."""
    board = _the_board.get(viewer, slug)
    if board is None:
        raise Http404 if viewer.is_member else LogInFirst
    return board


def survivor_of(board: Board) -> Board | None:
    """The board that took over this one's threads, because their conditions were merged."""
    merged_into = board.condition.merged_into_id if board.condition else None
    return Board.objects.get(condition_id=merged_into) if merged_into else None


def _thread(viewer: Viewer, thread_id: int) -> ThreadQuerySet:
    merged = Thread.objects.filter(pk=thread_id).values("merged_into_id")
    stood = Revision.objects.filter(
        article__condition=OuterRef("board__condition"), published_at__lte=OuterRef("created_at")
    )
    changed_at = Case(When(Exists(stood), then=F("board__condition__article__current__published_at")))
    threads = Thread.objects.visible_to(viewer)
    if viewer.is_member:
        threads = with_identity(with_level(with_marks(threads, viewer), viewer), viewer.member_id)
        threads = threads.annotate(begun=Exists(begun_in(OuterRef("pk"), viewer.member_id)))
    return (
        threads.select_related("board__condition", *AUTHOR, "decision")
        .annotate(article_changed_at=changed_at, answer_at=answer_at())
        .filter(pk=Coalesce(Subquery(merged), thread_id))
    )


_the_thread = PreparedFor(_thread)


def thread_gate(viewer: Viewer, board_slug: str, thread_id: int) -> Thread:
    """The thread with its board and condition, if the viewer may open it, and when the article that stood as it began
    was published last (None where none stood). `answer_at`: see `rows`. For a member with how far they read, how they
    follow it, as whom they write there, and whether they have `begun` a reply.

    Of a merged thread, the one that it is part of now. Raises as `board_gate`.
    """
    thread = _the_thread.get(viewer, thread_id)
    if thread is None:
        board_gate(viewer, board_slug)
        raise Http404
    return thread


def text_gate(viewer: Viewer, post_id: int) -> tuple[Post, bool]:
    """The post with its thread, if the viewer may read its text, and whether the thread may be opened too.

    Where it may not, it was hidden around the viewer's own post: nothing of the thread may be told, neither its title
    nor an address that holds it. Raises LogInFirst for visitors, else Http404.
    """
    opens = Exists(Thread.objects.visible_to(viewer).filter(pk=OuterRef("thread_id")))
    post = (
        Post.objects.visible_to(viewer)
        .select_related("thread__board__condition", "thread__decision", *AUTHOR, "decision", "pending")
        .annotate(opens=opens, gathered=gathered())
        .filter(pk=post_id)
        .first()
    )
    if post is None:
        raise Http404 if viewer.is_member else LogInFirst
    return post, post.opens  # type: ignore[attr-defined]  # annotated above


def post_gate(viewer: Viewer, post_id: int) -> Post:
    """The post with its thread, if the viewer may read it there. Raises LogInFirst for visitors, else Http404."""
    post, opens = text_gate(viewer, post_id)
    if not opens:
        raise Http404
    return post
