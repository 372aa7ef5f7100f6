"""A member goes: no text of anybody names them any more, nor repeats words of theirs that went.

The functions may be cut short anywhere and called again.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial, reduce
from operator import or_

from django.db import transaction
from django.db.models import Model, Q
from django.utils.text import slugify

from forums.threads import counting
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import Post, PostRevision, Thread
from forums.threads.quotes import without_named, without_quotes_of
from forums.threads.quoting import without_hidden
from forums.threads.signals import content_changed
from forums.threads.start import SLUG_LENGTH
from forums.threads.submission import rendered
from medigest.kit.references import without_handles


def naming(column: str, handles: Collection[str]) -> Q:
    """Rows whose column may name one of the handles."""
    marks = [f"{before}{handle}" for handle in handles for before in ("@", "/members/")]
    return reduce(or_, (Q(**{f"{column}__icontains": mark}) for mark in marks), Q(pk=None))


def unname(model: type[Model], column: str, handles: Collection[str]) -> None:
    """Take the handles (in small letters) out of a column that nothing else depends on."""
    for pk in list(model._default_manager.filter(naming(column, handles)).values_list("pk", flat=True)):
        rewrite(model, pk, column, lambda text: without_handles(text, handles))


def rewrite(
    model: type[Model], pk: int, column: str, change: Callable[[str], str], **also: Callable[[str], str]
) -> None:
    """Change a column's text as it stands once the row is locked; `also` makes other columns of the changed text.

    Two who erase at once never write back what the other took out.
    """
    with transaction.atomic():
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        if row is None or (text := change(getattr(row, column))) == getattr(row, column):
            return
        columns = {column: text} | {name: make(text) for name, make in also.items()}
        model._default_manager.filter(pk=pk).update(**columns)


def unname_posts(handles: Collection[str]) -> None:
    """Take the handles out of every post, every text that a post had or shall have, and every title."""
    for pk in list(Post.objects.filter(naming("source", handles)).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            post, thread = lock_post(pk)
            _rewrite(post, thread, without_handles(post.source, handles))
    named = PostRevision.objects.filter(naming("source", handles)).order_by("pk")
    for pk in list(named.values_list("pk", flat=True)):
        rewrite(PostRevision, pk, "source", lambda text: without_handles(text, handles), html=rendered)
    for pk in list(Thread.objects.filter(naming("title", handles)).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            _retitle(lock_thread(pk), handles)


def unquote(posts: Sequence[Post]) -> None:
    """Take all quotations of these posts out of what others wrote: those that name the post wherever they stand,
    those that repeat a line of it in its thread."""
    ids, threads = [post.pk for post in posts], {post.thread_id for post in posts}
    here = Q(thread__in=threads, source__contains=">")
    found = Post.objects.filter(here | Q(quotes__quoted__in=ids)).exclude(pk__in=ids)
    for one in list(found.order_by("pk").distinct()):
        if without_words_of(posts, one.thread_id, one.source) != one.source:
            with transaction.atomic():
                post, thread = lock_post(one.pk)
                _rewrite(post, thread, without_words_of(posts, post.thread_id, post.source))
    here = Q(post__thread__in=threads, source__contains=">")
    earlier = PostRevision.objects.filter(here | Q(source__contains="](/forums/posts/")).exclude(post__in=ids)
    for pk, thread_id in list(earlier.order_by("pk").values_list("pk", "post__thread")):
        rewrite(PostRevision, pk, "source", partial(without_words_of, posts, thread_id), html=rendered)


def without_words_of(posts: Sequence[Post], thread_id: int | None, text: str) -> str:
    """A text, written in that thread, without what it quotes of these posts."""
    for post in posts:
        if post.thread_id == thread_id and post.source:
            text = without_quotes_of(text, post.source, post.pk)
    return without_named(text, {post.pk for post in posts})


def _rewrite(post: Post, thread: Thread, source: str) -> None:
    """Let a post say this. It is no edit: its author did nothing, and no earlier text is kept."""
    if source == post.source:
        return
    post.source = source
    post.html = rendered(without_hidden(post, source))
    post.save(update_fields=["source", "html"])
    counting.save_thread(thread)
    content_changed.send(sender=Post, post_ids=[post.pk])


def _retitle(thread: Thread, handles: Collection[str]) -> None:
    thread.title = without_handles(thread.title, handles)
    thread.slug = slugify(thread.title)[:SLUG_LENGTH].strip("-") or "thread"
    counting.save_thread(thread, "title", "slug")
    opening = Post.objects.filter(thread=thread, opening=True).values_list("pk", flat=True)
    content_changed.send(sender=Post, post_ids=list(opening))
