"""Have a mail sent: a row in the caller's transaction, once per member, kind and key."""

from medigest.jobs.queue import enqueue
from medigest.mailing.models import Mail
from medigest.mailing.send import FIRST, send


def queue_mail(*, member_id: int, kind: str, key: str, first: bool = False) -> bool:
    """Queue the mail that tells the member of the event `key`; False where it was queued before.

    `first`: somebody waits for what it brings about, so it passes by the others.
    """
    mail, created = Mail.objects.get_or_create(member_id=member_id, kind=kind, key=key)
    if created:
        enqueue(send.using(priority=FIRST) if first else send, mail_id=mail.pk)
    return created
