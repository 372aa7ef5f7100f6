"""What lists and threads show of a row: plain data, made where visibility was asked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forums import policy, visibility
from forums.boards.models import Board, Moderator
from forums.pictures import gather
from forums.pictures.gather import PictureRow
from forums.threads.hearing import blocked_writer
from forums.threads.models import Post, PostQuerySet, ReactionKind, Thread, ThreadKind, ThreadQuerySet, Trace
from forums.threads.quotes import head_of
from forums.threads.shown import AUTHOR, Shown, shown_author
from medigest.kit.addresses import address_of
from medigest.kit.rows import Row
from medigest.members.viewer import Viewer

PAGE_SIZE = 20


def page_of(position: int) -> int:
    """The page of a thread on which a position stands."""
    return (max(position, 1) - 1) // PAGE_SIZE + 1


def thread_url(thread: Thread, board: Board, *, page: int = 1, anchor: str = "") -> str:
    """The address of a page of a thread."""
    url = address_of("forums:thread", board.slug, thread.pk, thread.slug)
    return f"{url}{f'?page={page}' if page > 1 else ''}{f'#{anchor}' if anchor else ''}"


@dataclass(frozen=True)
class ThreadRow(Row):
    """A thread in a list."""

    title: str
    url: str
    author_handle: str
    posts: int
    replies: int
    last_post_at: datetime | None
    last_url: str
    state: str
    locked: bool
    pinned: bool
    label: str
    section_heading: str
    kind_label: str
    board_title: str
    board_url: str
    unread_url: str = ""


def thread_row(thread: Thread, *, unread: bool = False) -> ThreadRow:
    """The row of a thread fetched with its board and author; `unread`: it leads to the first unread post."""
    board = thread.board
    return ThreadRow(
        title=thread.title,
        url=thread_url(thread, board),
        author_handle=shown_author(thread).name,
        posts=thread.posts,
        replies=max(thread.posts - 1, 0),
        last_post_at=thread.last_post_at,
        last_url=thread_url(thread, board, page=page_of(thread.last_position), anchor=f"post-{thread.last_position}"),
        state=thread.state,
        locked=thread.locked,
        pinned=bool(thread.pinned_at),
        label=thread.label,
        section_heading=thread.section_heading,
        kind_label=kind_label(thread, answered=getattr(thread, "answer_at", None) is not None),
        board_title=board.title,
        board_url=board.url,
        unread_url=address_of("forums:unread", board.slug, thread.pk, thread.slug) if unread else "",
    )


def kind_label(thread: Thread, *, answered: bool) -> str:
    """What the thread is meant to be, in words; empty for most."""
    return _("Answered question") if answered else str(ThreadKind(thread.kind).label) if thread.kind else ""


def answer_at() -> Subquery:
    """The place of the post that answers a thread's question, None where there is none to read: over Thread."""
    answer = Post.objects.filter(pk=OuterRef("answer_id"), thread=OuterRef("pk"), state=visibility.PUBLISHED)
    return Subquery(answer.values("position"))


def listed(threads: ThreadQuerySet) -> ThreadQuerySet:
    """The query of `threads` with what their rows need."""
    return threads.select_related("board", *AUTHOR).annotate(answer_at=answer_at())


@dataclass(frozen=True)
class Reacted(Row):
    """How many readers reacted to a post in one way; `mine`: the viewer did."""

    kind: str
    label: str
    number: int
    mine: bool


@dataclass(frozen=True)
class PostRow(Row):
    """A post in its thread. `stub`: something stood here that the viewer may not read."""

    id: int
    position: int | None
    anchor: str
    state: str
    stub: bool
    permalink: str = ""
    author_handle: str = ""
    author_url: str = ""
    author_alias: bool = False
    author_role: str = ""
    is_own: bool = False
    blocked: bool = False
    block_url: str = ""
    created_at: datetime | None = None
    published_at: datetime | None = None
    edited_at: datetime | None = None
    amended_note: str = ""
    label: str = ""
    html: str = ""
    pictures: tuple[PictureRow, ...] = ()
    pending_pictures: tuple[PictureRow, ...] = ()
    pictures_covered: bool = False
    statement: str = ""
    decision_url: str = ""
    pending_html: str = ""
    reply_to_position: int | None = None
    reply_to_url: str = ""
    reply_to_handle: str = ""
    reply_url: str = ""
    quote_url: str = ""
    quote_head: str = ""
    can_edit: bool = False
    can_remove: bool = False
    can_report: bool = False
    can_moderate: bool = False
    edit_url: str = ""
    history_url: str = ""
    remove_url: str = ""
    report_url: str = ""
    item_url: str = ""
    bookmark_url: str = ""
    bookmarked: bool = False
    react_url: str = ""
    reactions: tuple[Reacted, ...] = ()
    accepted: bool = False
    accept_url: str = ""
    first_unread: bool = False


def with_authors(posts: PostQuerySet, viewer: Viewer | None = None) -> PostQuerySet:
    """The query of `posts` with what their rows need: one query, whatever they show.

    `viewer`: whose blocks fold posts; None folds nothing.
    """
    looks_after = Moderator.objects.in_office().filter(
        Q(board=None) | Q(board=OuterRef("thread__board")), member=OuterRef("author")
    )
    return posts.select_related(*AUTHOR, "decision", "pending", *(f"reply_to__{one}" for one in AUTHOR)).annotate(
        author_moderates=Exists(looks_after),
        gathered=gather.gathered(),
        author_blocked=ExpressionWrapper(blocked_writer(viewer.member_id), BooleanField())
        if viewer and viewer.member_id
        else Value(False),
    )


def post_row(
    viewer: Viewer, post: Post, thread: Thread, *, moderates: bool, writes: bool, judged: bool = False
) -> PostRow | None:
    """The row of a post that `with_authors` fetched; None where the viewer is shown nothing at all.

    `writes`: the viewer may write here, so editing and replying are offered. `judged`: a moderator decides about it,
    and opens its pictures by choice. Nothing of a text that the viewer may not read enters the row.
    """
    anchor = f"post-{post.position}" if post.position else f"waiting-{post.pk}"
    if post.is_erased or not visibility.sees_text(
        viewer, state=post.state, author_id=post.author_id, thread_state=thread.state, moderates=moderates
    ):
        if visibility.sees_stub(state=post.state, thread_state=thread.state):
            return PostRow(id=post.pk, position=post.position, anchor=anchor, state=post.state, stub=True)
        return None
    author = shown_author(post)
    own = viewer.is_member and post.author_id == viewer.member_id
    answered = post.reply_to
    # A post that moved elsewhere is answered there; whether it may be seen there is not known here.
    answers = answered is not None and answered.state == visibility.PUBLISHED and answered.thread_id == thread.pk
    removes = not policy.why_not_remove(viewer, author_id=post.author_id, state=post.state)
    reports = not policy.why_not_report(viewer, author_id=post.author_id, state=post.state)
    pictures = getattr(post, "gathered", None)
    why_no_history = policy.why_not_history(viewer, author_id=post.author_id, moderates=moderates)
    stands, offers = {post.state, thread.state} == {visibility.PUBLISHED}, _offers(post)
    reacts = writes and not own and stands and offers
    accepts = not policy.why_not_accept(
        viewer,
        question=thread.kind == ThreadKind.QUESTION and not post.opening,
        own=viewer.is_member and thread.author_id == viewer.member_id,
        moderates=moderates,
        published=stands,
    )
    edits = own and writes and post.state in policy.ACTIVE_STATES and not thread.locked
    reply_url = _reply_url(post, thread) if writes else ""
    return PostRow(
        id=post.pk,
        position=post.position,
        anchor=anchor,
        state=post.state,
        stub=False,
        permalink=post.get_absolute_url(),
        author_handle=author.name,
        author_url=author.url,
        author_alias=author.alias,
        author_role=author.role,
        is_own=own,
        blocked=bool(getattr(post, "author_blocked", False)),
        block_url=_block_url(viewer, post, author),
        created_at=post.created_at,
        published_at=post.published_at,
        edited_at=post.edited_at,
        amended_note=post.amended_note,
        label=post.label,
        html=post.html,
        pictures=gather.of(pictures),
        pending_pictures=gather.of(pictures, waiting=True) if own or moderates else (),
        pictures_covered=moderates and not own and (judged or post.state != visibility.PUBLISHED),
        statement=post.decision.statement if post.decision and (own or moderates) else "",
        decision_url=address_of("decisions:decision", post.decision_id) if post.decision_id and own else "",
        pending_html=post.pending.html if post.pending and (own or moderates) else "",
        reply_to_position=answered.position if answers and answered else None,
        reply_to_url=answered.get_absolute_url() if answers and answered else "",
        reply_to_handle=shown_author(answered).name if answers and answered else "",
        reply_url=reply_url,
        quote_url=reply_url.replace("reply_to=", "quote="),
        quote_head=head_of(post.pk, post.position) if reply_url else "",
        can_edit=edits,
        can_remove=removes,
        can_report=reports,
        can_moderate=moderates,
        edit_url=address_of("forums:edit", post.pk) if edits else "",
        history_url=address_of("forums:history", post.pk) if post.edits and not why_no_history else "",
        remove_url=address_of("forums:remove", post.pk) if removes else "",
        report_url=address_of("forums:report", post.pk) if reports else "",
        item_url=address_of("moderation:item", post.pk) if moderates else "",
        bookmark_url=address_of("forums:bookmark", post.pk) if viewer.is_member else "",
        bookmarked=bool(getattr(post, "bookmarked", False)),
        react_url=f"{post.get_absolute_url()}react/" if reacts else "",
        reactions=_reactions(post, every=reacts),
        accepted=stands and thread.answer_id == post.pk,
        accept_url=f"{post.get_absolute_url()}accept/" if accepts and offers else "",
    )


def _offers(post: Post) -> bool:
    """Whether the page has the form of a post's buttons: only such a page's query asks for the viewer's reactions."""
    return hasattr(post, f"reacted_{ReactionKind.THANKS}")


def _reactions(post: Post, *, every: bool) -> tuple[Reacted, ...]:
    """The post's reactions; `every`: also the ways in which nobody reacted yet."""
    numbers = [(kind, label, getattr(post, kind)) for kind, label in _reaction_labels(get_language())]
    return tuple(
        Reacted(kind, label, number, bool(getattr(post, f"reacted_{kind}", False)))
        for kind, label, number in numbers
        if every or number
    )


@cache  # a page shows them beneath each post
def _reaction_labels(language: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((kind.value, str(kind.label)) for kind in ReactionKind)


def trace_row(trace: Trace) -> PostRow:
    """The row of a place whose post was moved. It tells nothing of the post: the permanent link asks who may see it."""
    return PostRow(
        id=trace.post_id,
        position=trace.position,
        anchor=f"post-{trace.position}",
        state="moved",
        stub=True,
        permalink=address_of("forums:post", trace.post_id),
    )


def _reply_url(post: Post, thread: Thread) -> str:
    """Where a reply to this post is written; empty where it takes none."""
    if post.position is None or thread.locked or {post.state, thread.state} != {visibility.PUBLISHED}:
        return ""
    url = thread_url(thread, thread.board)
    return f"{url}?page={page_of(post.position)}&reply_to={post.position}#reply"


def _block_url(viewer: Viewer, post: Post, author: Shown) -> str:
    """Where the viewer blocks the post's author; empty where there is nobody to block."""
    if not viewer.is_member or not author.block_url or post.author_id == viewer.member_id:
        return ""
    return f"{author.block_url}?{urlencode({'next': post.get_absolute_url()})}"
