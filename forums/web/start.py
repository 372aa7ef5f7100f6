"""What a member finds when they come back: for the start page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from forums.drafts.models import Draft
from forums.drafts.read import drafts_of
from forums.following.levels import follows_of_any
from forums.threads.models import Post, PostQuerySet, State, Thread
from forums.threads.rows import ThreadRow
from forums.web.lists import newest, row, unread_followed
from medigest.kit.addresses import address_of
from medigest.members.prepared import PreparedFor
from medigest.members.viewer import Viewer

MOST_UNREAD = 8
MOST_WAITING = 5
MOST_DRAFTS = 3


@dataclass(frozen=True)
class Waiting:
    """A post of the viewer's that a moderator has not let through."""

    title: str
    url: str
    board_title: str
    state: str


@dataclass(frozen=True)
class Start:
    """What is new in what the viewer follows, what they began to write, and what of theirs waits."""

    unread: list[ThreadRow]
    drafts: list[Draft]
    waiting: list[Waiting]


def _held_posts(viewer: Viewer) -> PostQuerySet:
    held = Post.objects.visible_to(viewer).filter(author_id=viewer.member_id, state__in=[State.HELD, State.REJECTED])
    opens = Exists(Thread.objects.visible_to(viewer).filter(pk=OuterRef("thread_id")))
    return held.annotate(opens=opens).select_related("thread__board").order_by("-pk")[:MOST_WAITING]


_follows = PreparedFor(lambda viewer: follows_of_any(viewer)[:1])
_unread = PreparedFor(lambda viewer: newest(unread_followed(viewer), MOST_UNREAD))
_held = PreparedFor(_held_posts)
_drafts = PreparedFor(lambda viewer: drafts_of(viewer).order_by("-pk")[:MOST_DRAFTS])


def start_of(viewer: Viewer) -> Start | None:
    """Four queries at most; None for visitors."""
    if not viewer.is_member:
        return None
    # Who follows nothing would have every thread looked at in vain.
    unread = _unread.rows(viewer) if _follows.rows(viewer) else []
    return Start(
        [row(thread) for thread in unread], _drafts.rows(viewer), [_waiting(post) for post in _held.rows(viewer)]
    )


def _waiting(post: Post) -> Waiting:
    """A thread that was hidden around one's own post is not told of, not even its title."""
    opens: bool = post.opens  # type: ignore[attr-defined]  # annotated above
    return Waiting(
        title=post.thread.title if opens else "",
        url=address_of("forums:post", post.pk),
        board_title=post.thread.board.title if opens else "",
        state=post.state,
    )
