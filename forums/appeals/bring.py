"""Appeal against a decision."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums import policy
from forums.appeals import waiting
from forums.appeals.models import Appeal
from forums.appeals.reversal import can_be_reversed
from forums.sanctions.models import Sanction
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Viewer

# Six months, whichever they are: no six of them have more days.
APPEAL_TIME = timedelta(days=184)
SHORTEST, LONGEST = 10, 4000


class AppealRefused(ValueError):
    """The text can't be taken; the message says how to mend it."""


class AppealedBefore(Exception):
    """There is an appeal against this decision already; nothing was changed."""


def ends_at(decision: Decision) -> datetime:
    """Until when an appeal can be brought."""
    return decision.created_at + APPEAL_TIME


def why_not_appeal(viewer: Viewer, decision: Decision) -> str:
    """Why the viewer may not appeal against the decision. Sanctions are not asked: appealing is always free."""
    if not viewer.is_member or decision.member_id != viewer.member_id:
        return _("Only the person whom a decision touches can appeal against it.")
    if not can_be_reversed(decision):
        return _("This decision took nothing from you, so there is nothing to appeal against.")
    if clock.now() > ends_at(decision):
        return _("The time to appeal ended on %(day)s.") % {"day": date_format(ends_at(decision), "j F Y")}
    return ""


def bring(*, viewer: Viewer, decision_id: int, text: str) -> Appeal:
    """Appeal against a decision about oneself, within six months.

    Raises Forbidden, AppealRefused, AppealedBefore, Decision.DoesNotExist.
    """
    decision = Decision.objects.get(pk=decision_id)
    policy.enforce(why_not_appeal(viewer, decision))
    text = text.strip()
    if len(text) < SHORTEST:
        raise AppealRefused(_("Please say in a sentence or two why you think that the decision is wrong."))
    if len(text) > LONGEST:
        raise AppealRefused(_("Please shorten your text to at most %(most)d characters.") % {"most": LONGEST})
    seconder = None
    if decision.target_kind == "sanction":
        seconder = Sanction.objects.filter(pk=decision.target_id).values_list("confirmed_by", flat=True).first()
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                decision=decision,
                member_id=viewer.member_id,
                board_id=decision.place_id,
                actor_id=decision.actor_id,
                seconder_id=seconder,
                text=text,
                created_at=clock.now(),
            )
            waiting.begin(appeal)
            return appeal
    except IntegrityError as error:
        if not Appeal.objects.filter(decision=decision).exists():
            raise
        raise AppealedBefore from error
