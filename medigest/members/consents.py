"""Give and ask for consents. A new version of a document asks everybody again before they next write."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from medigest.kit import clock
from medigest.members.models import Consent

CURRENT = {
    Consent.Kind.RULES: "2026-11",
    Consent.Kind.FORUM_DISCLAIMER: "2026-11",
}


def accept(*, member_id: int) -> None:
    """Record that the member accepted the current version of every document; harmless when repeated."""
    with transaction.atomic():
        for kind, version in CURRENT.items():
            Consent.objects.get_or_create(
                member_id=member_id,
                kind=kind,
                version=version,
                withdrawn_at=None,
                defaults={"given_at": clock.now()},
            )


def withdraw(*, member_id: int) -> None:
    """Take every consent back, from now on. What was written stays; nothing more can be written."""
    standing(member_id).update(withdrawn_at=clock.now())


def standing(member_id: int) -> QuerySet[Consent]:
    """The consents that the member stands by."""
    return Consent.objects.filter(member_id=member_id, withdrawn_at=None)


def complete(consents: Iterable[Consent]) -> bool:
    """Whether these consents hold the current version of every document."""
    return set(CURRENT.items()) <= {(Consent.Kind(one.kind), one.version) for one in consents}
