"""Take one consent back."""

from django.db import transaction

from medigest.kit import clock
from medigest.members.consents.models import Consent
from medigest.members.consents.signals import consent_withdrawn


def withdraw(*, member_id: int, kind: Consent.Kind) -> None:
    """Take a consent back, from now on; the others stand. What was written stays; nothing more can be written."""
    with transaction.atomic():
        given = Consent.objects.filter(member_id=member_id, kind=kind, withdrawn_at=None)
        given.update(withdrawn_at=clock.now())
        consent_withdrawn.send(sender=Consent, member_id=member_id, kind=kind)
