"""Give posts new places elsewhere. Their old places keep a trace that leads to them.

Every function is called inside a transaction with the threads locked by `locking`; none changes a state.
"""

from collections.abc import Iterator, Sequence

from django.db.models import F

from forums.boards.models import Board
from forums.threads import counting
from forums.threads.locking import lock_board
from forums.threads.models import Post, State, Thread, Trace
from forums.threads.signals import content_changed, posts_moved, thread_leaving

_BATCH = 500


def move_thread(thread: Thread, board: Board) -> None:
    """Put a thread on another board; counters follow, and its section, which belongs to the old article, goes."""
    for board_id in sorted([thread.board_id, board.pk]):  # in one order, so that two who swap threads never wait
        lock_board(board_id)
    thread_leaving.send(sender=Thread, thread_id=thread.pk)
    counted = thread.state == State.PUBLISHED
    moved, posts = Thread.objects.filter(pk=thread.pk), thread.posts
    if counted:
        # Out of the old board's lists first, so that its last activity is read without it.
        old = Thread(pk=thread.pk, board_id=thread.board_id, section_key=thread.section_key)
        moved.update(board=board, section_key="", section_heading="")
        counting.count_thread(old, -1, posts=posts)
    thread.board, thread.section_key, thread.section_heading = board, "", ""
    counting.save_thread(thread, "board", "section_key", "section_heading")
    if counted:
        counting.count_thread(thread, 1, posts=posts)
    _tell_of(thread)


def move_posts(posts: Sequence[Post], source: Thread, target: Thread) -> None:
    """Append published-once posts of one thread to another of the same board; the target's counts follow."""
    beyond = target.last_position
    Trace.objects.bulk_create(Trace(thread=source, position=post.position or 0, post=post) for post in posts)
    for post in posts:
        target.last_position += 1
        post.thread, post.position = target, target.last_position
        post.save(update_fields=["thread", "position"])
    shown = sum(post.state == State.PUBLISHED for post in posts)
    source.has_traces = True
    source.posts -= shown
    target.posts += shown
    for thread in (source, target):
        counting.last_post_at(thread)
        counting.save_thread(thread, "posts", "last_position", "last_post_at", "has_traces")
    posts_moved.send(sender=Thread, source_id=source.pk, target_id=target.pk, beyond=beyond)
    content_changed.send(sender=Post, post_ids=[post.pk for post in posts])


def move_all(source: Thread, target: Thread) -> None:
    """Append every post of one thread to another, in its order, and those that wait too; counts of both follow."""
    if source.board_id != target.board_id:
        thread_leaving.send(sender=Thread, thread_id=source.pk)
    placed, beyond = Post.objects.filter(thread=source, position__isnull=False), target.last_position
    gone = Trace.objects.filter(thread=source)
    # Places whose posts had moved on before lead there from the new thread too: places have no gaps.
    carried = [Trace(thread=target, position=one.position + beyond, post_id=one.post_id) for one in gone.iterator()]
    traces = [
        Trace(thread=source, position=place or 0, post_id=pk) for place, pk in placed.values_list("position", "pk")
    ]
    Trace.objects.bulk_create([*carried, *traces], batch_size=_BATCH)
    Post.objects.filter(thread=source, opening=True).update(opening=False)
    placed.update(thread=target, position=F("position") + beyond)
    Post.objects.filter(thread=source).update(thread=target)
    target.last_position += source.last_position
    target.posts += source.posts
    target.has_traces = target.has_traces or bool(carried)
    source.posts, source.has_traces = 0, True
    for thread in (source, target):
        counting.last_post_at(thread)
        counting.save_thread(thread, "posts", "last_position", "last_post_at", "has_traces")
    posts_moved.send(sender=Thread, source_id=source.pk, target_id=target.pk, beyond=beyond)
    _tell_of(target)


def _tell_of(thread: Thread) -> None:
    """That the thread's posts stand elsewhere now, a batch at a time."""
    for ids in _batches(thread):
        content_changed.send(sender=Post, post_ids=ids)


def _batches(thread: Thread) -> Iterator[list[int]]:
    after = 0
    posts = Post.objects.filter(thread=thread).order_by("pk").values_list("pk", flat=True)
    while ids := list(posts.filter(pk__gt=after)[:_BATCH]):
        yield ids
        after = ids[-1]
