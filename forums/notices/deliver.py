"""Tell a member of a decision: on the site, and by mail. Runs after the decision is committed."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.notices.models import Notice
from forums.notices.words import sentence
from forums.review.reasons import Reason
from forums.threads.models import Post, Thread
from medigest.audit.models import Decision
from medigest.kit import clock, mail

log = logging.getLogger("medigest.notices")

# A reported post that stays is no news to its author; pins are nobody's loss.
SILENT = ("keep", "pin", "unpin")


def deliver(decision_id: int) -> None:
    """Make the notice and try to mail it. A mail server that refuses is tried again by `mail_waiting`."""
    decision = Decision.objects.get(pk=decision_id)
    if decision.member_id is None or decision.member_id == decision.actor_id or decision.action in SILENT:
        return
    notice, _created = Notice.objects.get_or_create(
        member_id=decision.member_id, decision=decision, defaults={"created_at": clock.now()}
    )
    mail_notice(notice)


def mail_notice(notice: Notice) -> bool:
    """Mail the notice, once; whether it went out. Entitlement is asked anew here, at the moment of sending."""
    notice = Notice.objects.select_related("member", "decision").get(pk=notice.pk)
    member, decision = notice.member, notice.decision
    if notice.mailed_at or not member.email or not member.is_active:
        return False
    try:
        mail.send(
            to=member.email,
            subject=_("A decision by the moderators of %(site)s") % {"site": settings.SITE_NAME},
            template="decision",
            context={
                "heading": _("Hello %(handle)s,") % {"handle": member.handle},
                "lines": [sentence(decision), _reason(decision)],
                "statement": decision.statement,
                "url": settings.SITE_URL.rstrip("/") + address(decision),
                "disclaimer_html": in_force().short_html,
            },
        )
    except (SMTPException, OSError):
        log.exception("notice %s could not be mailed; it is tried again by the next tick", notice.pk)
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=clock.now())
    return True


def mail_waiting(limit: int = 100) -> int:
    """Mail notices whose mail did not go out; the number that did."""
    waiting = Notice.objects.filter(mailed_at=None).exclude(member__email="").order_by("id")[:limit]
    return sum(mail_notice(notice) for notice in waiting)


def _reason(decision: Decision) -> str:
    if decision.reason in (Reason.FINE, ""):
        return ""
    label = dict(Reason.choices).get(decision.reason, decision.reason)
    return _("Reason: %(reason)s.") % {"reason": label}


def address(decision: Decision) -> str:
    """Where the member reads what was decided: the post's permanent link, or the thread."""
    if decision.target_kind == "post":
        post = Post.objects.filter(pk=decision.target_id).first()
        return post.get_absolute_url() if post else "/"
    thread = Thread.objects.filter(pk=decision.target_id).select_related("board").first()
    return thread.get_absolute_url() if thread else "/"
