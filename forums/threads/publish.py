"""Bring into sight: one of the two modules that change a state (the other is `withdraw`).

Every function is called inside a transaction with the thread locked by `locking`.
"""

from forums.threads import counting
from forums.threads.models import Post, State, Thread
from forums.threads.quoting import requote_thread
from forums.threads.signals import content_changed, post_published
from medigest.audit.models import Decision
from medigest.kit import clock


class WrongState(Exception):
    """The change does not fit the state that the row has now: somebody else was quicker."""


def publish_post(post: Post, thread: Thread, decision: Decision | None = None) -> None:
    """Publish a held, rejected or hidden post. Its first publishing gives it the next position.

    An opening post takes its waiting thread along. Raises WrongState.
    """
    if post.state not in (State.HELD, State.REJECTED, State.HIDDEN):
        raise WrongState
    opens = post.opening and thread.state in (State.HELD, State.REJECTED)
    if not opens and thread.state != State.PUBLISHED:
        raise WrongState
    first = post.position is None
    if first:
        thread.last_position += 1
        post.position, post.published_at = thread.last_position, clock.now()
    post.state, post.decision = State.PUBLISHED, decision
    post.save(update_fields=["state", "decision", "position", "published_at"])
    thread.posts += 1
    if first:
        thread.last_post_at = post.published_at
    else:
        counting.last_post_at(thread)
    if opens:
        thread.state = State.PUBLISHED
    counting.save_thread(thread, "state", "posts", "last_position", "last_post_at")
    if opens:
        counting.count_thread(thread, 1, posts=thread.posts)
    else:
        counting.count_posts(thread, 1, newest=first)
    content_changed.send(sender=Post, post_ids=[post.pk])
    if first:
        post_published.send(sender=Post, post_id=post.pk)


def publish_thread(thread: Thread, decision: Decision | None = None) -> None:
    """Show a hidden thread again. Raises WrongState."""
    if thread.state != State.HIDDEN:
        raise WrongState
    thread.state, thread.decision = State.PUBLISHED, decision
    counting.save_thread(thread, "state", "decision")
    counting.count_thread(thread, 1, posts=thread.posts)
    requote_thread(thread)


def publish_split_off(thread: Thread) -> None:
    """Show a thread that was made of moved posts, which are published already. Raises WrongState."""
    if thread.state != State.HELD:
        raise WrongState
    thread.state = State.PUBLISHED
    counting.save_thread(thread, "state")
    counting.count_thread(thread, 1, posts=thread.posts)


def publish_unmerged(thread: Thread, decision: Decision) -> None:
    """Show a thread again, still empty, that was merged into another one. Raises WrongState."""
    if thread.state != State.REMOVED or thread.merged_into_id is None:
        raise WrongState
    thread.state, thread.decision, thread.merged_into = State.PUBLISHED, decision, None
    counting.save_thread(thread, "state", "decision", "merged_into")
    counting.count_thread(thread, 1, posts=0)


def hold_again(post: Post, thread: Thread) -> None:
    """Send a rejected post to the moderators again, with its thread where it opened one. Raises WrongState."""
    if post.state != State.REJECTED:
        raise WrongState
    post.state, post.decision = State.HELD, None
    post.save(update_fields=["state", "decision"])
    if post.opening:
        thread.state = State.HELD
    counting.save_thread(thread, "state")
    content_changed.send(sender=Post, post_ids=[post.pk])
