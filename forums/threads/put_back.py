"""Give a thread back the posts that were moved to another one, each at the place where it stood."""

from forums.threads import counting
from forums.threads.locking import lock_board
from forums.threads.models import Post, State, Thread, Trace
from forums.threads.signals import content_changed

_BATCH = 500


def put_back(home: Thread, away: Thread) -> None:
    """Put what came from `home` and still stands in `away` where it stood; the places in `away` lead there.

    What was written in `away` since stays there. Counters of both and of their boards follow. Called inside a
    transaction with both threads published, and locked by `locking`; no state changes.
    """
    for board_id in sorted({home.board_id, away.board_id}):
        lock_board(board_id)
    traces = Trace.objects.filter(thread=home, post__thread=away)
    back = [(trace.post, trace.position) for trace in traces.select_related("post")]
    traces.delete()
    Trace.objects.bulk_create(
        [Trace(thread=away, position=post.position or 0, post=post) for post, _place in back], batch_size=_BATCH
    )
    for post, place in back:
        post.thread, post.position, post.opening = home, place, place == 1
    Post.objects.bulk_update([post for post, _place in back], ["thread", "position", "opening"], batch_size=_BATCH)
    shown = sum(post.state == State.PUBLISHED for post, _place in back)
    home.posts, away.posts = home.posts + shown, away.posts - shown
    home.has_traces, away.has_traces = Trace.objects.filter(thread=home).exists(), True
    for thread, number in ((home, shown), (away, -shown)):
        counting.last_post_at(thread)
        counting.save_thread(thread, "posts", "last_post_at", "has_traces")
        counting.count_posts(thread, number, newest=False)
    ids = [post.pk for post, _place in back]
    for first in range(0, len(ids), _BATCH):
        content_changed.send(sender=Post, post_ids=ids[first : first + _BATCH])
