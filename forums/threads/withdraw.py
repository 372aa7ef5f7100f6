"""Take out of sight: one of the two modules that change a state (the other is `publish`).

Every function is called inside a transaction with the thread locked by `locking`.
"""

from forums.threads import counting
from forums.threads.models import Post, State, Thread
from forums.threads.publish import WrongState
from forums.threads.quoting import requote_thread
from forums.threads.signals import content_changed
from medigest.audit.models import Decision

# From which states a post comes to which.
_ALLOWED = {
    State.REJECTED: (State.HELD,),
    State.WITHDRAWN: (State.HELD, State.REJECTED),
    State.HIDDEN: (State.PUBLISHED,),
    State.REMOVED: (State.PUBLISHED, State.HIDDEN),
}


def withdraw_post(post: Post, thread: Thread, to: State, decision: Decision | None = None) -> None:
    """Reject, withdraw, hide or remove a post. Raises WrongState.

    A waiting thread goes with its opening post; a published or hidden one goes only where its author removes
    the opening post and nobody has answered. Else a stub stays, and the replies with it.
    """
    if post.state not in _ALLOWED.get(to, ()):
        raise WrongState
    counted = post.state == State.PUBLISHED
    post.state = to
    if decision is not None:
        post.decision = decision
    post.save(update_fields=["state", "decision"])
    if counted:
        _uncount(post, thread)
    elif post.opening and thread.state in (State.HELD, State.REJECTED):
        thread.state = to
        counting.save_thread(thread, "state")
    elif _leaves_nothing(post, thread, posts=thread.posts):
        listed = thread.state == State.PUBLISHED
        thread.state = State.REMOVED
        counting.save_thread(thread, "state")
        if listed:
            counting.count_thread(thread, -1, posts=0)
    else:
        counting.save_thread(thread)
    content_changed.send(sender=Post, post_ids=[post.pk])


def _leaves_nothing(post: Post, thread: Thread, *, posts: int) -> bool:
    """Whether the author removed the opening post of a thread in which no other post is left to read."""
    stood = thread.state in (State.PUBLISHED, State.HIDDEN)
    return post.opening and post.state == State.REMOVED and posts == 0 and stood


def _uncount(post: Post, thread: Thread) -> None:
    """Take a published post out of the counts, and the thread with it where nothing else is left."""
    posts = thread.posts
    listed, goes = thread.state == State.PUBLISHED, _leaves_nothing(post, thread, posts=posts - 1)
    thread.posts -= 1
    if goes:
        thread.state = State.REMOVED
    counting.last_post_at(thread)
    counting.save_thread(thread, "state", "posts", "last_post_at")
    if goes and listed:
        counting.count_thread(thread, -1, posts=posts)
    elif listed:
        counting.count_posts(thread, -1, newest=False)


def withdraw_merged(thread: Thread, into: Thread, decision: Decision) -> None:
    """Take a published thread out of sight whose posts have all moved to another one. Raises WrongState."""
    if thread.state != State.PUBLISHED or thread.posts:
        raise WrongState
    thread.state, thread.decision, thread.merged_into = State.REMOVED, decision, into
    counting.last_post_at(thread)
    counting.save_thread(thread, "state", "decision", "merged_into", "last_post_at")


def withdraw_thread(thread: Thread, decision: Decision | None = None) -> None:
    """Hide a published thread, whole. Raises WrongState."""
    if thread.state != State.PUBLISHED:
        raise WrongState
    thread.state, thread.decision = State.HIDDEN, decision
    counting.save_thread(thread, "state", "decision")
    counting.count_thread(thread, -1, posts=thread.posts)
    requote_thread(thread)
