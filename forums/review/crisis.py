"""The crisis lane: who is called, how long an answer takes, and that every call gets one."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
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
from medigest.kit import clock, mail
from medigest.members.models import Member

log = logging.getLogger("medigest.crisis")

ANSWER_WITHIN = timedelta(minutes=30)
MEASURED, FEWEST = 20, 3


def open_calls(posts: Iterable[Post]) -> dict[int, CrisisCall]:
    """A call for each of these posts, opened where there is none yet; called inside the change's transaction."""
    found: dict[int, CrisisCall] = {}
    for post in posts:
        now = clock.now()
        times = {"opened_at": now, "due_at": now + ANSWER_WITHIN}
        call, created = CrisisCall.objects.get_or_create(post=post, defaults=times)
        if created:
            transaction.on_commit(lambda call=call: call_out(call.pk), robust=True)  # type: ignore[misc]
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
    return list(awake.exclude(email="").order_by("pk"))


def call_out(call_id: int) -> bool:
    """Mail everybody on call, once; whether it went out. A mail server that refuses is tried again by the tick."""
    with transaction.atomic():
        calls = CrisisCall.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=call_id, mailed_at=None)
        call = calls.select_related("post__thread__board").first()
        if call is None or call.answered_at is not None:
            return False
        try:
            for member in on_call(call.post.thread.board):
                _mail(member, call)
        except (SMTPException, OSError):
            log.exception("call %s could not be mailed; it is tried again by the next tick", call.pk)
            return False
        call.mailed_at = clock.now()
        call.save(update_fields=["mailed_at"])
        return True


def call_out_waiting() -> int:
    """Mail the calls whose mail did not go out; the number that did."""
    waiting = CrisisCall.objects.filter(mailed_at=None, answered_at=None).order_by("pk")
    return sum(call_out(pk) for pk in waiting.values_list("pk", flat=True)[:100])


def _mail(member: Member, call: CrisisCall) -> None:
    site = settings.SITE_URL.rstrip("/")
    mail.send(
        to=member.email,
        subject=_("Somebody needs a moderator now"),
        template="decision",
        context={
            "heading": _("Hello %(handle)s,") % {"handle": member.handle},
            "lines": [
                _("A text on one of your boards may be a cry for help. Please look at it as soon as you can."),
                _("If you can't now, you need not: the others on call were told too."),
            ],
            "statement": "",
            "url": site + reverse("moderation:item", args=[call.post_id]),
            "settings_url": site + reverse("members:settings"),
            "disclaimer_text": strip_tags(in_force().short_html).strip(),
        },
    )
