"""Send one mail: the job of the queue.

A worker can be killed at any step. Before the mail server is spoken to, the row says SENDING; found so again, the
mail may have arrived or not. It is sent once more, and counted as interrupted; a second time it is left to a person.
So is a mail whose text the server had, or part of it, and did not answer for.
"""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import get_connection
from django.db.models import F
from django.utils import timezone

from medigest.jobs.queue import enqueue, job
from medigest.jobs.retry import wait_after
from medigest.kit import clock
from medigest.mailing.bounces import bounced, record_bounce
from medigest.mailing.build import build
from medigest.mailing.kinds import compose
from medigest.mailing.models import Mail
from medigest.mailing.smtp import Unanswered

log = logging.getLogger("medigest.mailing")

Stage = Mail.Stage
INTERRUPTIONS = 2
# The priority of what somebody waits for, such as a code: it passes by digests.
FIRST = 50


@job
def send(*, mail_id: int) -> None:
    """Send the mail, if there is still something to say. Running twice, or at once, sends once."""
    mail = Mail.objects.select_related("member").filter(pk=mail_id).first()
    if mail is None or (mail.stage == Stage.SENDING and not _resumed(mail)) or mail.stage != Stage.WAITING:
        return
    try:
        _send(mail)
    except SMTPRecipientsRefused as error:
        _refused(mail, error)
    except Unanswered as error:
        if _counted(mail, Stage.SENDING):
            _later(mail, error)
    except (SMTPException, OSError) as error:
        _later(mail, error)


def _send(mail: Mail) -> None:
    message = compose(mail)
    # A code is sent to a bounced address too: confirming it is the way back.
    if message is None or not message.to or (mail.member_id and bounced(message.to)):
        _end(mail, Stage.DROPPED)
        return
    built = build(mail, message)
    connection = get_connection()
    connection.open()
    try:
        if _moved(mail, Stage.WAITING, Stage.SENDING, attempts=F("attempts") + 1):
            connection.send_messages([built])
            _end(mail, Stage.SENT)
    finally:
        connection.close()


def _moved(mail: Mail, old: str, new: str, **changes: object) -> bool:
    """Change the stage, unless somebody else did meanwhile."""
    return bool(Mail.objects.filter(pk=mail.pk, stage=old).update(stage=new, **changes))


def _resumed(mail: Mail) -> bool:
    """Take up a mail that was cut off while it was handed over; False where it must be left alone."""
    mail.stage = Stage.WAITING
    return _counted(mail, Stage.WAITING)


def _counted(mail: Mail, stage: str) -> bool:
    """Count that nobody knows whether the mail arrived; False where it is left to a person, or somebody else has it."""
    number = mail.interrupted + 1
    if number >= INTERRUPTIONS:
        _end(mail, Stage.DEAD, interrupted=number, error="cut off twice while sending: it may have arrived")
        return False
    found = Mail.objects.filter(pk=mail.pk, stage=Stage.SENDING, interrupted=mail.interrupted)
    mail.interrupted = number
    return bool(found.update(stage=stage, interrupted=number))


def _end(mail: Mail, stage: str, **changes: object) -> None:
    """The mail needs no more work; words that were stored are forgotten."""
    Mail.objects.filter(pk=mail.pk).update(stage=stage, ended_at=clock.now(), subject="", body="", **changes)


def _refused(mail: Mail, error: SMTPRecipientsRefused) -> None:
    """The server does not take mail for this address: for good (5xx), or for now, as with greylisting (4xx)."""
    address, (code, said) = next(iter(error.recipients.items()))
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if code < 500:
        _later(mail, error)
        return
    if text.startswith("5.1."):  # the address itself is bad (RFC 3463); other refusals are about us
        record_bounce(address=address, said=text)
    _end(mail, Stage.DEAD, error=f"refused for good: {code}")


def _later(mail: Mail, error: Exception) -> None:
    """Try again later, and later each time; after the last attempt the mail is dead."""
    attempts = Mail.objects.values_list("attempts", "stage").get(pk=mail.pk)
    number = attempts[0] if attempts[1] == Stage.SENDING else attempts[0] + 1
    wait = wait_after(number)
    log.warning("mail %s could not be sent (%s), attempt %s", mail.pk, type(error).__name__, number)
    if wait is None:
        _end(mail, Stage.DEAD, attempts=number, error=type(error).__name__)
        return
    Mail.objects.filter(pk=mail.pk).update(stage=Stage.WAITING, attempts=number, error=type(error).__name__)
    enqueue(send, after=timezone.now() + wait, mail_id=mail.pk)
