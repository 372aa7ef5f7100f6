"""What a disclaimer has to say: eleven statements, each with its heading. None may be missing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Statement(models.TextChoices):
    """A statement of the long form, in the order in which readers meet them."""

    GENERAL = "general", _("General information")
    PROFESSIONAL = "professional", _("See a professional, and do not delay")
    EMERGENCY = "emergency", _("Emergencies")
    ORIGIN = "origin", _("From named third parties")
    REVIEW = "review", _("Reviewed or not")
    INCOMPLETE = "incomplete", _("May be incomplete")
    NO_ENDORSEMENT = "no-endorsement", _("No recommendation")
    EXPERIENCE = "experience", _("Posts are experience")
    NO_RELATION = "no-relation", _("Nobody here is your doctor")
    NO_LIABILITY = "no-liability", _("No liability")
    ERRORS = "errors", _("If something is wrong")
