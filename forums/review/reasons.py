"""The reasons of reports and decisions, fit for health."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    SELF_HARM = "self-harm", _("Somebody may be in danger")
    DANGEROUS_ADVICE = "dangerous-advice", _("Dangerous advice")
    UNPROVEN_CURE = "unproven-cure", _("Unproven cure")
    SELLING = "selling", _("Selling or advertising")
    PERSONAL_DATA = "personal-data", _("Personal data of somebody")
    HARASSMENT = "harassment", _("Harassment")
    SPAM = "spam", _("Spam")
    OFF_TOPIC = "off-topic", _("Not about this subject")
    OTHER = "other", _("Another reason")
    FINE = "fine", _("Within the rules")


REPORTABLE = [reason for reason in Reason if reason is not Reason.FINE]
