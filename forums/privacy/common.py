"""What several of the forums' tables say alike."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from medigest.members.privacy.registry import (
    Fate,
    Holding,
    Words,
)


def answering_for(owners: tuple[str, ...], what: Words) -> tuple[Holding, ...]:
    """Links to those who decided: they lose the name with the account."""
    return tuple(
        Holding(
            what=what,
            purpose=_("So that every decision has somebody who answers for it"),
            kept=_("As long as what was decided is kept"),
            owner=owner,
            columns=(),
            fate=Fate.UNNAMED,
            withheld=_("It is about another person"),
        )
        for owner in owners
    )


def site_address(path: str) -> str:
    """The whole address of a page of the site."""
    return settings.SITE_URL.rstrip("/") + path
