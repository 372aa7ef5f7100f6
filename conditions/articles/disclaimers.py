"""The disclaimer in force."""

from django.core.cache import caches
from django.db.models import Subquery

from conditions.articles.models import Disclaimer
from medigest.kit import clock
from medigest.kit.prepared import Prepared
from medigest.members.viewer import Viewer

_in_force = Prepared(lambda: Disclaimer.objects.filter(effective_from__lte=clock.now()).order_by("-version")[:1])


class NoDisclaimer(LookupError):
    """No disclaimer is in force: nothing about a condition may be shown or published."""


def in_force_fact() -> Subquery:
    """Which disclaimer is in force, as an expression that comes with each request's member."""
    return Subquery(Disclaimer.objects.filter(effective_from__lte=clock.now()).order_by("-version").values("pk")[:1])


def in_force(viewer: Viewer | None = None) -> Disclaimer:
    """The newest disclaimer that is effective now. Raises NoDisclaimer.

    A member's page knows which one it is: the row itself never changes, and is kept in the process.
    """
    known = viewer.fact("disclaimer") if viewer else None
    if known is None:
        return _asked_for()
    kept = caches["pages"].get(f"disclaimer-{known}")
    if kept is None:
        kept = _asked_for()
        caches["pages"].set(f"disclaimer-{kept.pk}", kept)
    return kept  # type: ignore[no-any-return]


def _asked_for() -> Disclaimer:
    disclaimer = _in_force.get()
    if disclaimer is None:
        raise NoDisclaimer("no disclaimer is in force; add one that is effective now")
    return disclaimer
