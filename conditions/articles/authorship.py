"""Who wrote a text and what they have a stake in, and the four marks by which one sees whether a text can be trusted.

The marks are those of Silberg, Lundberg and Musacchio (JAMA 1997): authorship, attribution, disclosure, currency. Pure.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """What a text has to show. Currency is always there: every revision bears its date, and every source one."""

    AUTHORSHIP = "authorship", _("who wrote it, with credentials")
    ATTRIBUTION = "attribution", _("which source each statement rests on")
    DISCLOSURE = "disclosure", _("the interests of whoever wrote it")


@dataclass(frozen=True)
class Authorship:
    """As readers see it; empty where it is not known."""

    written_by: str = ""
    credentials: str = ""
    interests: str = ""


# Where nothing is known of it.
NOBODY = Authorship()


def missing(authorship: Authorship, *, cites: bool) -> list[Mark]:
    """The marks that a text lacks. `cites`: whether it names a source where it rests on one."""
    lacks = {
        Mark.AUTHORSHIP: not (authorship.written_by and authorship.credentials),
        Mark.ATTRIBUTION: not cites,
        Mark.DISCLOSURE: not authorship.interests,
    }
    return [mark for mark in Mark if lacks[mark]]


def how_to_mend(mark: Mark) -> str:
    """What an editor does about a missing mark."""
    return str(
        {
            Mark.AUTHORSHIP: _("Say who wrote this text, and with which credentials: readers judge it by that."),
            Mark.ATTRIBUTION: _("Cite a source where the text rests on it, such as [@key]: none is cited yet."),
            Mark.DISCLOSURE: _("Say which interests the author has in the matter; “None stated” where there are none."),
        }[mark]
    )
