"""Split posts off a thread into a new one."""

from collections.abc import Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from forums.review.deciding import decide, deciding_thread
from forums.review.reasons import Reason
from forums.threads import counting
from forums.threads.models import Post, State, Thread
from forums.threads.publish import WrongState, publish_split_off
from forums.threads.relocate import move_posts
from forums.threads.signals import content_changed
from forums.threads.start import SHORTEST_TITLE, SLUG_LENGTH
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Viewer

MOST = 100


class CannotSplit(ValueError):
    """These posts can't be split off; the message says why, and `field` which answer to mend."""

    def __init__(self, message: str, field: str = "positions") -> None:
        super().__init__(message)
        self.field = field


def split(
    *, viewer: Viewer, thread_id: int, positions: Sequence[int], title: str, reason: Reason, statement: str = ""
) -> tuple[Thread, Decision]:
    """Move posts, named by their places, to a new thread of the same board. Their old places lead to them.

    Raises Forbidden, CannotSplit, AlreadyDecided, ReasonOwed, Thread.DoesNotExist.
    """
    title = " ".join(title.split())
    if len(title) < SHORTEST_TITLE:
        raise CannotSplit(
            _("Please write a title of at least %(count)d characters.") % {"count": SHORTEST_TITLE}, "title"
        )
    with deciding_thread(viewer, thread_id) as thread:
        if thread.state != State.PUBLISHED:
            raise WrongState
        posts = _chosen(thread, positions)
        made = Thread.objects.create(
            board=thread.board,
            title=title,
            slug=slugify(title)[:SLUG_LENGTH].strip("-") or "thread",
            author_id=posts[0].author_id,
            alias_id=posts[0].alias_id,
            created_at=posts[0].created_at,
            last_post_at=clock.now(),
        )
        decision = decide(viewer=viewer, action="split", target=made, thread=made, reason=reason, statement=statement)
        _moved(posts, thread, made)
        Post.objects.filter(pk=posts[0].pk).update(opening=True)
        content_changed.send(sender=Post, post_ids=[posts[0].pk])  # it is found by the new title, too
        return made, decision


def _moved(posts: list[Post], thread: Thread, made: Thread) -> None:
    """Move the posts, and count the new thread where they were counted before: on the board they only change hands."""
    shown = sum(post.state == State.PUBLISHED for post in posts)
    move_posts(posts, thread, made)
    counting.count_posts(thread, -shown, newest=False)
    publish_split_off(made)


def _chosen(thread: Thread, positions: Sequence[int]) -> list[Post]:
    wanted = sorted(set(positions))
    if not wanted or len(wanted) > MOST:
        raise CannotSplit(_("Name between one and %(count)d posts by their numbers.") % {"count": MOST})
    posts = list(Post.objects.filter(thread=thread, position__in=wanted).order_by("position"))
    missing = set(wanted) - {post.position for post in posts}
    if missing:
        raise CannotSplit(_("There is no post number %(number)d in this thread.") % {"number": min(missing)})
    if any(post.opening for post in posts):
        raise CannotSplit(_("The opening post stays, for the thread is its. Move the whole thread instead."))
    if posts[0].state != State.PUBLISHED:
        raise CannotSplit(_("The first post of the new thread must be one that can be read."))
    return posts
