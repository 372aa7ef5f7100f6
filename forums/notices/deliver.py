"""Tell a member of a decision: on the site, and by mail. Runs after the decision is committed."""

import logging
from collections.abc import Sequence
from html import unescape
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.notices.models import Notice
from forums.notices.words import outcome, sentence
from forums.review.reasons import Reason
from forums.threads.models import Post, Thread
from medigest.audit.models import Decision
from medigest.kit import clock, mail
from medigest.members.accounts.discreet import subject_for

log = logging.getLogger("medigest.notices")

# A reported post that stays is no news to its author; pins and labels are nobody's loss.
SILENT = ("keep", "pin", "unpin", "label", "slow")


def deliver(decision_id: int) -> None:
    """Make the notice and try to mail it. A mail server that refuses is tried again by `mail_waiting`."""
    decision = Decision.objects.get(pk=decision_id)
    if decision.member_id is None or decision.member_id == decision.actor_id or decision.action in SILENT:
        return
    notice, _created = Notice.objects.get_or_create(
        member_id=decision.member_id, decision=decision, defaults={"created_at": clock.now()}
    )
    mail_notice(notice)


def deliver_outcome(decision_id: int, member_ids: Sequence[int]) -> None:
    """Tell those who reported a post how it ended. The statement is its author's, and is not told them."""
    decision = Decision.objects.get(pk=decision_id)
    for member_id in member_ids:
        if member_id not in (decision.member_id, decision.actor_id):
            notice, _created = Notice.objects.get_or_create(
                member_id=member_id, decision=decision, defaults={"created_at": clock.now()}
            )
            mail_notice(notice)


def mail_notice(notice: Notice) -> bool:
    """Mail the notice, once; whether it went out. Entitlement is asked anew here, at the moment of sending."""
    with transaction.atomic():
        # Locked until it is sent: two ticks at once must not send it twice.
        locked = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=notice.pk, mailed_at=None)
        found = locked.select_related("member", "decision").first()
        if found is None or not found.member.is_reachable or not _sent(found):
            return False
        found.mailed_at = clock.now()
        found.save(update_fields=["mailed_at"])
        return True


def _sent(notice: Notice) -> bool:
    member, site = notice.member, settings.SITE_URL.rstrip("/")
    try:
        mail.send(
            to=member.email,
            subject=subject_for(member, _("A decision by the moderators of %(site)s") % {"site": settings.SITE_NAME}),
            template="decision",
            context={
                "heading": _("Hello %(handle)s,") % {"handle": member.handle},
                "lines": [line for line in words_of(notice) if line],
                "statement": statement_for(notice),
                # Not the place itself: its address names the board, and with it a condition.
                "url": site + reverse("notices:open", args=[notice.pk]),
                "settings_url": site + reverse("members:settings"),
                "disclaimer_text": unescape(strip_tags(in_force().short_html)).strip(),
            },
        )
    except (SMTPException, OSError):
        log.exception("notice %s could not be mailed; it is tried again by the next tick", notice.pk)
        return False
    return True


def mail_waiting(limit: int = 100) -> int:
    """Mail notices whose mail did not go out; the number that did."""
    reachable = Notice.objects.filter(member__is_active=True, member__leaving_at=None).exclude(member__email="")
    return sum(mail_notice(notice) for notice in reachable.filter(mailed_at=None).order_by("id")[:limit])


def words_of(notice: Notice) -> tuple[str, ...]:
    """What happened, said to the person that the notice is for: the author, or somebody who reported."""
    if notice.member_id != notice.decision.member_id:
        return (outcome(notice.decision),)
    return (sentence(notice.decision), _reason(notice.decision))


def statement_for(notice: Notice) -> str:
    """The moderators' words, which are for the author alone."""
    return notice.decision.statement if notice.member_id == notice.decision.member_id else ""


def _reason(decision: Decision) -> str:
    if decision.reason in (Reason.FINE, ""):
        return ""
    label = dict(Reason.choices).get(decision.reason, decision.reason)
    return _("Reason: %(reason)s.") % {"reason": label}


def address(decision: Decision) -> str:
    """Where the member reads what was decided: the post's permanent link, the thread, or the decision's own page."""
    if decision.target_kind in ("sanction", "appeal", "member"):
        return reverse("decisions:decision", args=[decision.pk])
    if decision.target_kind == "post":
        post = Post.objects.filter(pk=decision.target_id).first()
        return post.get_absolute_url() if post else "/"
    thread = Thread.objects.filter(pk=decision.target_id).select_related("board").first()
    return thread.get_absolute_url() if thread else "/"
