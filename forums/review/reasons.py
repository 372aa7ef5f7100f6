"""The reasons of reports and decisions, fit for health, and how soon each has to be looked at."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    SELF_HARM = "self-harm", _("Somebody may be in danger")
    MINOR = "minor-at-risk", _("A child may be at risk")
    DANGEROUS_ADVICE = "dangerous-advice", _("Dangerous advice")
    UNPROVEN_CURE = "unproven-cure", _("Unproven cure")
    SELLING = "selling", _("Selling medicines, or advertising")
    RECRUITING = "recruiting", _("Recruiting for a study, a group or a business")
    PERSONAL_DATA = "personal-data", _("Personal data of somebody")
    HARASSMENT = "harassment", _("Harassment")
    SPAM = "spam", _("Spam")
    OFF_TOPIC = "off-topic", _("Not about this subject")
    OTHER = "other", _("Another reason")
    FINE = "fine", _("Within the rules")


class Urgency(models.IntegerChoices):
    """How soon somebody has to look: the queue is ordered by it, then by age."""

    CRISIS = 0, _("Somebody may be in danger")
    URGENT = 1, _("Urgent")
    ORDINARY = 2, _("In its turn")


REPORTABLE = [reason for reason in Reason if reason is not Reason.FINE]
# Those that cannot wait their turn, the most pressing first; each is read before anything else but a crisis.
PRESSING = (Reason.SELF_HARM, Reason.MINOR, Reason.DANGEROUS_ADVICE, Reason.PERSONAL_DATA, Reason.HARASSMENT)
# What may hurt to read: covered until a moderator asks for it.
DISTRESSING = (Reason.SELF_HARM, Reason.MINOR, Reason.HARASSMENT)


def most_pressing(reasons: Iterable[str]) -> str:
    """The reason that says how soon to look, empty where there is none."""
    order = list(dict.fromkeys([*PRESSING, *REPORTABLE, *Reason]))
    return min(reasons, key=lambda reason: order.index(Reason(reason)), default="")


def urgency_of(reason: str) -> Urgency:
    """How soon to look at what is reported for that reason; "" is no report."""
    if reason == Reason.SELF_HARM:
        return Urgency.CRISIS
    return Urgency.URGENT if reason in PRESSING else Urgency.ORDINARY


def label_of(reason: str) -> str:
    """The reason in words."""
    return str(dict(Reason.choices).get(reason, reason))
