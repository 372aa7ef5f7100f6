"""The disclaimer in force."""

from conditions.articles.models import Disclaimer
from medigest.kit import clock
from medigest.kit.prepared import Prepared

_in_force = Prepared(lambda _key: Disclaimer.objects.filter(effective_from__lte=clock.now()).order_by("-version")[:1])


class NoDisclaimer(LookupError):
    """No disclaimer is in force: nothing about a condition may be shown or published."""


def in_force() -> Disclaimer:
    """The newest disclaimer that is effective now. Raises NoDisclaimer."""
    disclaimer = _in_force.get(0)
    if disclaimer is None:
        raise NoDisclaimer("no disclaimer is in force; add one that is effective now")
    return disclaimer
