"""A message as mail servers and mail programs want it."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string

from medigest.mailing.kinds import Message
from medigest.mailing.models import Mail

_SALT = "medigest.mailing.message-id"
_CODE = re.compile(r"[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*")


def site() -> str:
    """The site's address without the slash at its end."""
    return settings.SITE_URL.rstrip("/")


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")


def message_id(mail_id: int) -> str:
    """The same at every attempt, so that a mail server can drop what it has; signed, so that bounces can prove it."""
    return f"<{_signer().sign(str(mail_id))}@{_host()}>"


def mail_id_of(identifier: str) -> int | None:
    """Which of our mails a Message-ID names; None where we did not write it."""
    try:
        return int(_signer().unsign(identifier.strip().strip("<>").rpartition("@")[0]))
    except (BadSignature, ValueError):
        return None


def build(mail: Mail, message: Message) -> EmailMultiAlternatives:
    """The whole mail, plain text and simple HTML, headers included."""
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(mail.pk)}
    if message.list_name:
        headers["List-Id"] = f"<{message.list_name}.{_host()}>"
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.thread:
        root = f"<{_signer().sign(message.thread)}@{_host()}>"
        headers["In-Reply-To"] = headers["References"] = root
    context: dict[str, Any] = {
        "site_name": settings.SITE_NAME,
        "site_url": site(),
        "unsubscribe_url": message.unsubscribe_url,
        **message.context,
    }
    if message.template:
        body = str(render_to_string(f"mail/{message.template}.txt", context))
        html = render_to_string(f"mail/{message.template}.html", context)
    else:
        body = message.body
        html = render_to_string("mail/stored.html", {**context, "paragraphs": _paragraphs(body)})
    built = EmailMultiAlternatives(" ".join(message.subject.split()), body, to=[message.to], headers=headers)
    built.attach_alternative(html, "text/html")
    return built


def _paragraphs(body: str) -> list[tuple[str, bool]]:
    """A plain text's paragraphs, and whether each is a code that somebody has to type."""
    found = (one.strip() for one in body.split("\n\n"))
    return [(one, bool(_CODE.fullmatch(one))) for one in found if one]
