"""The crisis lane: who is called, how long an answer takes, and that every call gets one."""

from collections.abc import Iterable
from datetime import timedelta
from html import unescape

from django.db.models import Q
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.models import Closure
from forums.boards.models import Board, Moderator
from forums.review.models import CrisisCall
from forums.threads.models import Post
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.mailing.build import site
from medigest.mailing.kinds import Message
from medigest.mailing.models import Mail
from medigest.mailing.queue import queue_mail
from medigest.members.models import Member

KIND = "call"
ANSWER_WITHIN = timedelta(minutes=30)
MEASURED, FEWEST = 20, 3


def open_calls(posts: Iterable[Post]) -> dict[int, CrisisCall]:
    """A call for each of these posts, opened where there is none yet; its mails are queued in the transaction."""
    found: dict[int, CrisisCall] = {}
    for post in posts:
        now = clock.now()
        times = {"opened_at": now, "due_at": now + ANSWER_WITHIN}
        call, created = CrisisCall.objects.get_or_create(post=post, defaults=times)
        if created:
            for member in on_call(post.thread.board):
                queue_mail(member_id=member.pk, kind=KIND, key=str(call.pk), first=True)
        found[post.pk] = call
    return found


def answered(post: Post, decision: Decision) -> None:
    """The decision answers the post's call, where one is open."""
    CrisisCall.objects.filter(post=post, answered_at=None).update(answered_at=decision.created_at)


def measured_wait() -> timedelta | None:
    """Within which time half of the last calls were answered; None while too few were to tell."""
    last = CrisisCall.objects.filter(answered_at__isnull=False).order_by("-answered_at")[:MEASURED]
    waits = sorted(call.answered_at - call.opened_at for call in last if call.answered_at)
    return waits[len(waits) // 2] if len(waits) >= FEWEST else None


def on_call(board: Board) -> list[Member]:
    """The moderators of the board who are on call; where nobody is, all of them and the administrators."""
    above = Closure.objects.filter(descendant=board.condition_id).values("ancestor")
    reach = Q(board=None) | Q(board=board) | Q(beneath=True, board__condition__in=above)
    grants = Moderator.objects.in_office().filter(reach, member__is_active=True)
    everybody = Q(pk__in=grants.values("member"))
    awake = Member.objects.filter(pk__in=grants.filter(on_call=True).values("member"))
    if not awake.exists():
        awake = Member.objects.filter(everybody | Q(role=Member.Role.ADMINISTRATOR), is_active=True)
    return [member for member in awake.order_by("pk") if member.is_reachable]


def compose(mail: Mail) -> Message | None:
    """The mail to somebody on call; nothing where they are no more, or the call was answered meanwhile."""
    calls = CrisisCall.objects.filter(pk=mail.key, answered_at=None).select_related("post__thread__board")
    call, member = calls.first(), mail.member
    if call is None or member is None or member not in on_call(call.post.thread.board):
        return None
    return Message(
        to=member.email,
        subject=_("Please look at the queue now"),
        template="call",
        context={
            "heading": _("Hello %(handle)s,") % {"handle": member.handle},
            "url": site() + reverse("moderation:item", args=[call.post_id]),
            "settings_url": site() + reverse("moderation:workload"),
            "disclaimer_text": unescape(strip_tags(in_force().short_html)).strip(),
        },
    )
