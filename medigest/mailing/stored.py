"""Mails whose text is written when they are queued: codes and warnings about an account."""

from django.utils.crypto import get_random_string

from medigest.jobs.queue import enqueue
from medigest.mailing.kinds import Message, register_kind
from medigest.mailing.models import Mail
from medigest.mailing.send import FIRST, send

KIND = "account"


def queue_stored(*, address: str, subject: str, body: str) -> None:
    """Queue a mail as it stands. Its text is forgotten once it is sent or dead: a code must not outlive its sending."""
    mail = Mail.objects.create(kind=KIND, key=get_random_string(32), address=address, subject=subject, body=body)
    enqueue(send.using(priority=FIRST), mail_id=mail.pk)


def _compose(mail: Mail) -> Message:
    return Message(to=mail.address, subject=mail.subject, body=mail.body)


def register() -> None:
    """Called once, when the app is ready."""
    register_kind(KIND, _compose)
