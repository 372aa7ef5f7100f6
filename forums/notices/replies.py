"""Tell members of new posts: who is answered or named, and who watches the thread. In the post's transaction."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conditions.models import Closure
from forums.following.models import Follow
from forums.notices.kinds import Kind, Telling
from forums.notices.models import Notice, Way
from forums.notices.notify import notify, notify_audience
from forums.threads.hearing import blocked_writer
from forums.threads.mentions import MOST, mentioned
from forums.threads.models import Post, Thread
from forums.threads.quotes import named
from medigest.members.viewer import Viewer

# Of so many events at most a page of notices is asked what may still be told; "99 new posts" is enough to know.
MOST_EVENTS = 600


def notify_of_post(post_id: int) -> None:
    """Tell of a post that is published for the first time: a few members at once, those who watch in the background."""
    post = Post.objects.select_related("thread", "reply_to").get(pk=post_id)
    whose = {"author_id": post.author_id, "alias_id": post.alias_id}
    for kind, told in (("answer", _answered(post)), ("mention", _mentioned(post))):
        if told:
            told -= _muting(post, told)
            notify(kind=kind, event_id=post.pk, members=told, target_id=post.thread_id, **whose)
    notify_audience(kind="watched", event_id=post.pk, target_id=post.thread_id, **whose)


def _answered(post: Post) -> set[int]:
    """Whose post it answers, whose it quotes by name, and who started the thread."""
    answered = {post.thread.author_id, post.reply_to.author_id if post.reply_to else None}
    if quoted := sorted(named(post.source))[:MOST]:
        answered |= set(Post.objects.filter(pk__in=quoted).values_list("author_id", flat=True))
    return {pk for pk in answered if pk is not None and pk != post.author_id}


def _mentioned(post: Post) -> set[int]:
    """Whom it names, without those who are told of it as an answer to them."""
    return set(mentioned(post.source).values()) - _answered(post) - {post.author_id}


def _muting(post: Post, members: set[int]) -> set[int]:
    """Who of the members has muted the thread."""
    muted = Follow.objects.filter(thread=post.thread_id, member__in=members, level=Follow.Level.MUTED)
    return set(muted.values_list("member_id", flat=True))


def watching(post_id: int) -> QuerySet[Follow]:
    """The follows by which members watch the thread of a post: its own, else its board's, else one above.

    Without those who are told of it because it answers or names them.
    """
    post = Post.objects.select_related("thread__board", "reply_to").get(pk=post_id)
    thread, board, published = post.thread, post.thread.board, post.published_at
    above = Closure.objects.filter(descendant=board.condition_id).values("ancestor")
    own = Follow.objects.filter(member=OuterRef("member"), thread=thread)
    nearer = Follow.objects.filter(Q(thread=thread) | Q(board=board), member=OuterRef("member"))
    by_thread = Q(thread=thread)
    by_board = Q(board=board) & ~Exists(own)
    by_above = Q(beneath=True, board__condition__in=above) & ~Q(board=board) & ~Exists(nearer)
    # Who began to watch while the job waited is not told of what was there before.
    watched = Follow.objects.filter(by_thread | by_board | by_above, level=Follow.Level.WATCHING, since__lte=published)
    return watched.exclude(member__in=_answered(post) | _mentioned(post))


def _tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """How many of the posts may be seen now: three queries, however many notices."""
    events = _events(notices, viewer)
    threads = Thread.objects.listed_for(viewer).filter(pk__in={one.target_id for one in notices})
    posts = Post.objects.listed_for(viewer).filter(pk__in={pk for ids in events.values() for pk in ids})
    posts = posts.filter(thread__in=threads).exclude(blocked_writer(viewer.member_id or 0))
    seen = dict(posts.values_list("pk", "opening"))
    told = {}
    for one in notices:
        shown = [pk for pk in events[one.pk] if pk in seen]
        if shown:
            told[one.pk] = Telling(text=_text(one, len(shown), begins=seen[shown[0]]), thread=f"thread-{one.target_id}")
    return told


def _events(notices: Sequence[Notice], viewer: Viewer) -> dict[int, list[int]]:
    """The posts that each notice counts: its own, and those of the earlier rows that it replaced."""
    rows = Notice.objects.filter(
        member=viewer.member, kind__in={one.kind for one in notices}, target_id__in={one.target_id for one in notices}
    )
    earlier: dict[tuple[str, int | None], list[tuple[int, int]]] = {}
    for pk, kind, target, event in rows.order_by("-pk").values_list("pk", "kind", "target_id", "event_id")[
        :MOST_EVENTS
    ]:
        earlier.setdefault((kind, target), []).append((pk, event))
    counted = {}
    for one in notices:
        before = [event for pk, event in earlier.get((one.kind, one.target_id), []) if pk <= one.pk]
        counted[one.pk] = before[: one.number] or [one.event_id]
    return counted


def _text(notice: Notice, number: int, *, begins: bool) -> str:
    if notice.kind == "answer":
        return ngettext(
            "Somebody answered you, or wrote in a thread that you started.",
            "%(number)d new posts answer you, or stand in a thread that you started.",
            number,
        ) % {"number": number}
    if notice.kind == "mention":
        return ngettext("Somebody mentioned you in a post.", "%(number)d new posts mention you.", number) % {
            "number": number
        }
    if begins and number == 1:
        return str(_("A new thread on a board that you watch."))
    return ngettext(
        "A new post in a thread that you watch.", "%(number)d new posts in a thread that you watch.", number
    ) % {"number": number}


def _address(notice: Notice) -> str:
    """To the first unread post of the thread, wherever that stands now."""
    thread = Thread.objects.filter(pk=notice.target_id or 0).select_related("board").first()
    if thread is None:
        return reverse("notices:index")
    return reverse("forums:unread", args=[thread.board.slug, thread.pk, thread.slug])


KINDS = (
    Kind(
        name="answer",
        label=_("Somebody answers you, or writes in a thread that you started"),
        subject=_("Somebody answered you"),
        tell=_tell,
        address=_address,
        default=Way.DIGEST,
    ),
    Kind(
        name="mention",
        label=_("Somebody mentions you"),
        subject=_("Somebody mentioned you"),
        tell=_tell,
        address=_address,
        default=Way.DIGEST,
    ),
    Kind(
        name="watched",
        label=_("Somebody writes in a thread or on a board that you watch"),
        subject=_("Something new where you watch"),
        tell=_tell,
        address=_address,
        default=Way.DIGEST,
        audience=watching,
    ),
)
