"""Let what was read stay read where posts stand elsewhere now, and nothing unread be passed over."""

from collections.abc import Iterable

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from forums.reading.models import BoardMark, ReadMark
from forums.threads.models import Post, PostQuerySet, State, Thread, Trace

_BATCH = 500


def keep_moments(*, thread_id: int) -> None:
    """Before a thread leaves its board: what the board's moment covers from the start of it becomes a mark in it."""
    thread = Thread.objects.get(pk=thread_id)
    marks = BoardMark.objects.filter(board=thread.board_id).annotate(had=_mark_in(thread))
    ahead = _unread_of(thread).filter(published_at__gt=OuterRef("until"))
    first = ahead.order_by().values("thread").annotate(first=Min("position")).values("first")
    reached = marks.annotate(first=Subquery(first)).annotate(
        reached=Case(When(first=None, then=thread.last_position), default=F("first") - 1, output_field=IntegerField())
    )
    _set(thread, reached.filter(reached__gt=F("had")).values_list("member_id", "reached"))


def carry_marks(*, source_id: int, target_id: int, beyond: int) -> None:
    """After posts of a thread were appended to another beyond its place `beyond`: marks of the one count in the other.

    Where somebody has unread posts up to there, no mark can say both; what was read is shown as new rather than
    what is new as read.
    """
    target = Thread.objects.get(pk=target_id)
    here = Trace.objects.filter(thread=source_id, post__thread=target_id, post__position__gt=beyond)
    last = here.filter(position__lte=OuterRef("position")).order_by("-position").values("post__position")[:1]
    until = BoardMark.objects.filter(member=OuterRef("member"), board=target.board_id).values("until")
    marks = ReadMark.objects.filter(thread=source_id).annotate(
        had=_mark_in(target), until=Coalesce(Subquery(until), F("member__date_joined")), reached=Subquery(last)
    )
    between = _unread_of(target).filter(position__lte=beyond, published_at__gt=OuterRef("until"))
    _set(target, marks.filter(~Exists(between), reached__gt=F("had")).values_list("member_id", "reached"))


def _mark_in(thread: Thread) -> Coalesce:
    mark = ReadMark.objects.filter(member=OuterRef("member"), thread=thread).values("position")
    return Coalesce(Subquery(mark), 0)


def _unread_of(thread: Thread) -> PostQuerySet:
    """Others' posts beyond `had`, as a subquery; a hidden one, too, for it may be shown again."""
    placed = Post.objects.filter(thread=thread, state__in=[State.PUBLISHED, State.HIDDEN])
    return placed.filter(position__gt=OuterRef("had")).exclude(author_id=OuterRef("member_id"))


def _set(thread: Thread, marks: Iterable[tuple[int, int]]) -> None:
    """Marks in the thread at `reached`, which is farther than each was."""
    ReadMark.objects.bulk_create(
        [ReadMark(member_id=pk, thread=thread, position=reached) for pk, reached in marks],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["member", "thread"],
        update_fields=["position"],
    )
