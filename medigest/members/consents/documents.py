"""The documents of today, and who stands by them. A new version asks everybody again before they next write."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from medigest.members.consents.models import AgeConfirmation, Consent

CURRENT = {
    Consent.Kind.RULES: "2026-11",
    Consent.Kind.FORUM_DISCLAIMER: "2026-11",
    Consent.Kind.HEALTH_DATA: "2026-11",
}


class Given(NamedTuple):
    """What counts of a consent, where it was fetched along with something else."""

    kind: str
    version: str
    of_age: bool


def standing(member_id: int) -> QuerySet[Consent]:
    """The consents that the member stands by; each row knows whether the member is confirmed to be old enough."""
    confirmed = AgeConfirmation.objects.filter(member=OuterRef("member"))
    return Consent.objects.filter(member_id=member_id, withdrawn_at=None).annotate(of_age=Exists(confirmed))


def missing(consents: Iterable[Consent | Given]) -> list[Consent.Kind]:
    """The documents of today that are not among these consents."""
    given = {(one.kind, one.version) for one in consents}
    return [kind for kind, version in CURRENT.items() if (kind.value, version) not in given]


def complete(consents: Iterable[Consent | Given]) -> bool:
    """Whether who gave these may write: every document of today, and old enough."""
    given = list(consents)
    return not missing(given) and all(getattr(one, "of_age", False) for one in given)


def agrees(member_id: int, kind: Consent.Kind) -> bool:
    """Whether the member stands by the document of today."""
    return standing(member_id).filter(kind=kind, version=CURRENT[kind]).exists()
