"""A member's drafts."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from forums.boards.models import Board
from forums.drafts.models import Draft
from forums.threads.models import Post, Thread
from medigest.kit.prepared import Prepared
from medigest.members.viewer import Viewer


def here(viewer: Viewer, board: Board, thread: Thread | None, post: Post | None = None) -> QuerySet[Draft]:
    """What the viewer began for a post of theirs or for a thread, wherever that stands now, or for a new one."""
    mine = Draft.objects.filter(member=viewer.member, post=post)
    if post:
        return mine
    return mine.filter(thread=thread) if thread else mine.filter(board=board, thread=None)


def draft_for(
    viewer: Viewer, board: Board, thread: Thread | None, draft_id: int | None = None, post: Post | None = None
) -> Draft | None:
    """The draft of that id, else the newest, that the viewer began for this post or thread, or for a new one here."""
    if not viewer.is_member:
        return None
    if thread and post is None and draft_id is None:
        return _begun.get(viewer.member_id, thread.pk)
    mine = here(viewer, board, thread, post)
    return (mine.filter(pk=draft_id) if draft_id else mine).order_by("-pk").first()


def begun_in(thread: Any, member_id: int | None) -> QuerySet[Draft]:
    """The replies that a member began in a thread, which may be an expression."""
    return Draft.objects.filter(member=member_id, post=None, thread=thread)


_begun = Prepared(lambda member_id, thread_id: begun_in(thread_id, member_id).order_by("-pk")[:1])


def drafts_of(viewer: Viewer) -> QuerySet[Draft]:
    """The viewer's drafts, each with `there`: whether they may still see where it was meant for."""
    boards = Board.objects.visible_to(viewer).filter(pk=OuterRef("board_id"))
    threads = Thread.objects.visible_to(viewer).filter(pk=OuterRef("thread_id"))
    mine = Draft.objects.filter(member=viewer.member).select_related("board", "thread__board")
    return mine.annotate(board_there=Exists(boards), thread_there=Exists(threads))
