"""Quotations that name their post: written with one step, and out of sight while the post is."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from forums import visibility
from forums.threads.locking import lock_post
from forums.threads.models import Post, Quote, State, Thread
from forums.threads.quotes import named, quotation_of, without_named
from forums.threads.signals import content_changed
from forums.threads.submission import rendered
from medigest.jobs.queue import enqueue, job
from medigest.members.viewer import Viewer


def quotation(*, viewer: Viewer, thread: Thread, position: int) -> str:
    """The post at that place as a quotation to begin a reply with; empty where there is nothing to quote."""
    post = Post.objects.listed_for(viewer).filter(thread=thread, position=position).first()
    return quotation_of(post.pk, post.position, post.source) if post and post.source else ""


def requote(post_ids: Sequence[int]) -> None:
    """Bring up to date what these posts quote, and where they are quoted. Called with every change of content, inside
    its transaction, before anything else looks at the posts.

    What stands in other threads is not locked by the caller: a job looks at it right after the commit.
    """
    # Most posts neither quote nor are quoted: one look at two indexes tells.
    quotes = Q(source__contains="](/forums/posts/") | Exists(Quote.objects.filter(post=OuterRef("pk")))
    own = Post.objects.filter(quotes, pk__in=post_ids).order_by().values_list("pk")
    ids = [pk for (pk,) in own.union(Quote.objects.filter(quoted__in=post_ids).order_by().values_list("post"))]
    if not ids:
        return
    here = Exists(Post.objects.filter(pk__in=post_ids, thread=OuterRef("thread")))
    posts = Post.objects.filter(pk__in=ids).annotate(here=here).select_related("thread__board")
    elsewhere = []
    for post in posts.order_by("pk"):
        if post.here:  # type: ignore[attr-defined]  # annotated
            _refresh(post, told=post.pk in post_ids)
        else:
            elsewhere.append(post.pk)
    if elsewhere:
        enqueue(requote_elsewhere, post_ids=elsewhere)


def without_hidden(post: Post, text: str) -> str:
    """A text of the post without its quotations of what is out of sight."""
    ids = named(text)
    return without_named(text, ids - _in_sight(post, ids)) if ids else text


def requote_thread(thread: Thread) -> None:
    """The same where a whole thread comes into sight or goes."""
    quoting = Quote.objects.filter(quoted__thread=thread).exclude(post__thread=thread).order_by("post")
    elsewhere = list(quoting.values_list("post", flat=True).distinct())
    if elsewhere:
        enqueue(requote_elsewhere, post_ids=elsewhere)


@job
def requote_elsewhere(*, post_ids: list[int]) -> None:
    """Bring these posts up to date, each in its own transaction."""
    for pk in post_ids:
        with transaction.atomic():
            post, _thread = lock_post(pk)
            _refresh(post, told=False)


def _refresh(post: Post, *, told: bool) -> None:
    """Show of the post what it may quote now. `told`: the caller's change is being told already."""
    _keep(post, named(post.source) - {post.pk})
    html = rendered(without_hidden(post, post.source)) if post.source else ""
    if html == post.html:
        return
    Post.objects.filter(pk=post.pk).update(html=html)
    if not told:
        content_changed.send(sender=Post, post_ids=[post.pk])


def _keep(post: Post, ids: set[int]) -> None:
    """A row for each post that is quoted and exists."""
    Quote.objects.filter(post=post).exclude(quoted__in=ids).delete()
    there = Post.objects.filter(pk__in=ids).values_list("pk", flat=True)
    Quote.objects.bulk_create([Quote(post=post, quoted_id=pk) for pk in there], ignore_conflicts=True)


def _in_sight(post: Post, ids: set[int]) -> set[int]:
    """Which of the posts everybody may read who may read this one."""
    same = Thread.objects.filter(pk=OuterRef("thread"), board=post.thread.board_id)
    seen = Q(thread__board__audience=visibility.PUBLIC) | Exists(same)
    shown = Post.objects.filter(seen, pk__in=ids, state=State.PUBLISHED, thread__state=State.PUBLISHED)
    return set(shown.values_list("pk", flat=True))
