"""Prove the counters: what each should be, counted from the rows."""

from collections.abc import Iterator

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from forums.boards.models import Board
from forums.threads.models import Post, State, Thread, Trace


def discrepancies() -> Iterator[str]:
    """One sentence for every counter that does not equal what it counts."""
    yield from _threads()
    yield from _boards()


def _threads() -> Iterator[str]:
    counted = Post.objects.values("thread_id").annotate(
        shown=Count("pk", filter=Q(state=State.PUBLISHED)), last=Max("position"), placed=Count("position")
    )
    found = {row["thread_id"]: row for row in counted}
    newest = Post.objects.filter(thread=OuterRef("pk"), state=State.PUBLISHED).order_by("-published_at")
    activity = Coalesce(Subquery(newest.values("published_at")[:1]), "created_at")
    traces = dict(Trace.objects.order_by().values_list("thread_id").annotate(number=Count("pk")))
    last_traces = dict(Trace.objects.order_by().values_list("thread_id").annotate(last=Max("position")))
    threads = Thread.objects.values_list("pk", "posts", "last_position", "last_post_at", activity)
    for pk, posts, last_position, last_post_at, newest_at in threads.iterator():
        row = found.get(pk, {"shown": 0, "last": None, "placed": 0})
        for name, kept, right in (
            ("posts", posts, row["shown"]),
            ("last_position", last_position, max(row["last"] or 0, last_traces.get(pk, 0))),
            ("last_post_at", last_post_at, newest_at),
            ("places without gaps", last_position, row["placed"] + traces.get(pk, 0)),
        ):
            if kept != right:
                yield f"thread {pk}: {name} is {kept}, should be {right}"


def _boards() -> Iterator[str]:
    published = Thread.objects.filter(state=State.PUBLISHED)
    for board in Board.objects.iterator():
        here = published.filter(board=board)
        right = here.aggregate(threads=Count("pk"), last=Max("last_post_at"))
        posts = Post.objects.filter(state=State.PUBLISHED, thread__in=here).count()
        sections = dict(here.exclude(section_key="").order_by().values_list("section_key").annotate(number=Count("pk")))
        for name, kept, counted in (
            ("threads", board.threads, right["threads"]),
            ("posts", board.posts, posts),
            ("last_post_at", board.last_post_at, right["last"]),
            ("sections", board.sections, sections),
        ):
            if kept != counted:
                yield f"board {board.slug}: {name} is {kept}, should be {counted}"
