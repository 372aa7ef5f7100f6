"""Mails that were not delivered: list them, and try them again."""

from django.db import transaction
from django.db.models import QuerySet

from medigest.jobs.queue import enqueue
from medigest.mailing.models import Mail
from medigest.mailing.send import send


def dead() -> QuerySet[Mail]:
    """The mails that are dead."""
    return Mail.objects.filter(stage=Mail.Stage.DEAD)


def can_be_tried_again() -> QuerySet[Mail]:
    """Those whose words are written anew; a code's words are forgotten, and its owner asks for another."""
    return dead().exclude(member=None)


def try_again(mail_id: int | None = None) -> int:
    """Queue one dead mail, or all that can be, with all their attempts; how many."""
    with transaction.atomic():
        chosen = can_be_tried_again().select_for_update()
        ids = list((chosen.filter(pk=mail_id) if mail_id else chosen).values_list("pk", flat=True))
        Mail.objects.filter(pk__in=ids).update(
            stage=Mail.Stage.WAITING, attempts=0, interrupted=0, error="", ended_at=None
        )
        for each in ids:
            enqueue(send, mail_id=each)
    return len(ids)
