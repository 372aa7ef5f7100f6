"""The mail that tells of one notice, written at the moment of sending."""

from html import unescape
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.notices.kinds import kind_named, tell
from forums.notices.models import Notice, Way
from forums.notices.preferences import way_of
from forums.notices.unsubscribe import stop_token
from medigest.mailing.build import site
from medigest.mailing.kinds import Message, register_kind
from medigest.mailing.models import Mail
from medigest.members.models import Member
from medigest.members.viewer import Viewer

MAIL = "notice"


def mail_key(kind: str, event_id: int) -> str:
    """The key of the mail about an event: one mail for each member and event."""
    return f"{kind}:{event_id}"


def disclaimer_text() -> str:
    """The short form of the disclaimer in force, as plain text."""
    return unescape(strip_tags(in_force().short_html)).strip()


def around(member: Member) -> dict[str, Any]:
    """What every mail of notices says besides."""
    return {
        "heading": _("Hello %(handle)s,") % {"handle": member.handle},
        "settings_url": site() + reverse("notice_settings:settings"),
        "disclaimer_text": disclaimer_text(),
    }


def unsubscribe_url(member: Member, what: str) -> str:
    """Where mail of that kind is stopped without logging in."""
    return site() + reverse("notice_settings:stop", args=[stop_token(member_id=member.pk, what=what)])


def compose(mail: Mail) -> Message | None:
    """What there is to say now; None where it may not be told by mail any more."""
    name, _colon, event_id = mail.key.partition(":")
    member, kind = mail.member, kind_named(name)
    notice = Notice.objects.filter(member=member, kind=name, event_id=event_id).first()
    if member is None or notice is None or not member.is_reachable or way_of(member.pk, kind) != Way.MAIL:
        return None
    viewer = Viewer(member)
    # Somebody who is suspended, or has seen it, gets mail about what they are owed only.
    if not kind.owed and (notice.read_at or notice.replaced or viewer.suspension):
        return None
    telling = tell([notice], viewer).get(notice.pk)
    if telling is None:
        return None
    return Message(
        to=member.email,
        subject=str(kind.subject),
        template="notice",
        context={
            "telling": telling,
            # Not the place itself: its address names the board, and with it a condition.
            "url": site() + reverse("notices:open", args=[notice.pk]),
            **around(member),
        },
        list_name="notices",
        thread=telling.thread,
        unsubscribe_url=unsubscribe_url(member, name),
    )


def register() -> None:
    """Called once, when the app is ready."""
    register_kind(MAIL, compose)
