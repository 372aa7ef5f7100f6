"""Take the quotations of a hidden post out of the posts that answer it, and put them back with it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from forums.threads.edit import amend_post, unamend_post
from forums.threads.models import Post, PostQuerySet, State, Thread
from forums.threads.quotes import quotes, without_quotes_of
from forums.threads.signals import post_decided
from forums.threads.submission import rendered
from medigest.audit.models import Decision
from medigest.audit.record import record

ACTION = "redact"
# So many places after a post are looked through for quotations of it; what answers it is found anywhere in its thread.
NEAR = 100
# What others read, or may come to read as it stands.
READABLE = (State.HELD, State.REJECTED, State.PUBLISHED, State.HIDDEN)


def near(post: Post) -> PostQuerySet:
    """The posts of its thread that may quote it, those that wait among them; bounded however long the thread is."""
    place = post.position or 0
    after = Q(reply_to=post) | Q(position=None) | Q(position__gt=place, position__lte=place + NEAR)
    found = Post.objects.filter(after, thread=post.thread_id, state__in=READABLE).exclude(pk=post.pk)
    return found.order_by("position", "pk")


def redact_quotes(post: Post, thread: Thread, decision: Decision) -> None:
    """Take quotations of the post out, each a decision of its own: the author is told, and can appeal.

    Called with the thread locked.
    """
    for one in near(post):
        text = without_quotes_of(one.source, post.source, post.pk)
        if text == one.source:
            continue
        made = record(
            actor_id=decision.actor_id,
            action=ACTION,
            target_kind="post",
            target_id=one.pk,
            reason=decision.reason,
            statement=_("A post that you quoted was hidden. The quotation was taken out of yours; the rest stands."),
            member_id=one.author_id,
            place_id=thread.board_id,
            basis=Decision.Basis.AUTOMATIC,
        )
        amend_post(one, thread, text, rendered(text), _("A quotation of a hidden post was taken out"), made)
        post_decided.send(sender=Decision, decision_id=made.pk)


def put_quotes_back(post: Post, thread: Thread) -> None:
    """Let stand again what was taken out because of the post, where nobody has changed it since.

    Called with the thread locked.
    """
    for one in near(post).filter(revisions__decision__action=ACTION).distinct():
        newest = one.revisions.select_related("decision").order_by("-number").first()
        if newest is None or newest.decision is None or newest.decision.action != ACTION:
            continue
        earlier = one.revisions.get(number=newest.number - 1)
        if quotes(earlier.source, post.source, post.pk):
            unamend_post(one, thread, earlier)
