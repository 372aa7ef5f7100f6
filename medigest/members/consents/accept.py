"""Give consents."""

from collections.abc import Iterable

from django.db import transaction

from medigest.kit import clock
from medigest.members.consents.documents import CURRENT
from medigest.members.consents.models import Consent


def accept(*, member_id: int, kinds: Iterable[Consent.Kind] = tuple(CURRENT)) -> None:
    """Record that the member accepted these documents as they stand today; harmless when repeated."""
    with transaction.atomic():
        for kind in kinds:
            Consent.objects.get_or_create(
                member_id=member_id,
                kind=kind,
                version=CURRENT[kind],
                withdrawn_at=None,
                defaults={"given_at": clock.now()},
            )
