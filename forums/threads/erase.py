"""A member goes: what they wrote loses its name, and its text where it shall not stay.

The functions may be cut short at any row and called again: they go on with what still has its author.
"""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from forums.threads import counting
from forums.threads.locking import lock_post, lock_thread
from forums.threads.models import PLACED, Alias, Post, State, Thread
from forums.threads.signals import content_changed
from forums.threads.withdraw import withdraw_post

BATCH = 200


def going(*, member_id: int, keep: bool) -> Iterator[list[Post]]:
    """The member's posts whose text `erase_posts` will erase, in lots."""
    posts = Post.objects.filter(author_id=member_id).exclude(source="").order_by("pk")
    if keep:
        posts = posts.exclude(state=State.PUBLISHED, thread__state=State.PUBLISHED)
    after = 0
    while lot := list(posts.filter(pk__gt=after)[:BATCH]):
        yield lot
        after = lot[-1].pk


def erase_posts(*, member_id: int, keep: bool) -> None:
    """Erase the member's posts; with `keep`, those that others can read stay without a name, or under the alias.

    What stood in a thread leaves the stub that a removed post leaves. Earlier texts are erased in any case.
    """
    while ids := list(Post.objects.filter(author_id=member_id).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _each(ids, lambda pk: _erase_post(pk, member_id, keep=keep))


def erase_titles(*, member_id: int, keep: bool) -> None:
    """Erase the titles of the member's threads; with `keep`, those that others can read stay. Posts come first."""
    threads = Post.objects.filter(opening=True, thread__author_id=member_id)
    while ids := list(threads.order_by("thread_id").values_list("pk", flat=True)[:BATCH]):
        _each(ids, lambda pk: _erase_title(pk, member_id, keep=keep))


def erase_aliases(*, member_id: int) -> None:
    """Let go of the names under which nothing is left; others stay with what was kept, joined to nobody. Comes last."""
    mine = Alias.objects.filter(member_id=member_id)
    used = Exists(Post.objects.filter(alias=OuterRef("pk"))) | Exists(Thread.objects.filter(alias=OuterRef("pk")))
    mine.exclude(used).delete()
    mine.update(member=None)


def _each(ids: list[int], erase: Callable[[int], None]) -> None:
    """One transaction for each, so that nobody who writes waits for long."""
    for pk in ids:
        with transaction.atomic():
            erase(pk)


def _erase_post(post_id: int, member_id: int, *, keep: bool) -> None:
    post, thread = lock_post(post_id)
    if post.author_id != member_id:
        return
    post.found, post.crisis = [], False
    post.save(update_fields=["found", "crisis"])
    if not (keep and post.state == State.PUBLISHED and thread.state == State.PUBLISHED):
        if post.state not in (State.REMOVED, State.WITHDRAWN):
            withdraw_post(post, thread, State.REMOVED if post.state in PLACED else State.WITHDRAWN)
        post.source = post.html = post.amended_note = post.label = ""
        post.alias = None
    post.author, post.pending, post.submission_key = None, None, ""
    post.save(
        update_fields=["author", "alias", "pending", "submission_key", "source", "html", "amended_note", "label"],
    )
    post.revisions.all().delete()
    counting.save_thread(thread)
    content_changed.send(sender=Post, post_ids=[post.pk])


def _erase_title(opening_id: int, member_id: int, *, keep: bool) -> None:
    thread = lock_thread(Post.objects.values_list("thread_id", flat=True).get(pk=opening_id))
    if thread.author_id != member_id:
        return
    if not (keep and thread.state == State.PUBLISHED):
        thread.title, thread.slug = _("Title deleted"), "deleted"
    if not Post.objects.filter(pk=opening_id, alias__isnull=False).exists():
        thread.alias = None
    thread.author = None
    counting.save_thread(thread, "title", "slug", "author", "alias")
    content_changed.send(sender=Post, post_ids=[opening_id])
