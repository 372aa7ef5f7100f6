"""Tell a known browser from a new one."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.devices.models import Device

# A browser that was not used for so long is new again.
REMEMBERED = timedelta(days=400)
SECRET_LENGTH = 32


@dataclass(frozen=True)
class Seen:
    """`secret` is what the browser keeps; `notify`: it is new, and not the member's first."""

    secret: str
    notify: bool


def recognise(*, member_id: int, secret: str) -> Seen:
    """Note that the member logged in from the browser that keeps `secret` (empty: it keeps none)."""
    secret = secret if len(secret) == SECRET_LENGTH else secrets.token_hex(SECRET_LENGTH // 2)
    with transaction.atomic():
        # One log-in at a time, so that of two at once only one is the first.
        Member.objects.select_for_update().get(pk=member_id)
        Device.objects.filter(member_id=member_id, last_seen__lt=clock.now() - REMEMBERED).delete()
        first = not Device.objects.filter(member_id=member_id).exists()
        digest = salted_hmac(f"medigest.device.{member_id}", secret, algorithm="sha256").hexdigest()
        device, created = Device.objects.get_or_create(member_id=member_id, digest=digest)
        device.last_seen = clock.now()
        device.save(update_fields=["last_seen"])
        return Seen(secret, notify=created and not first)


def expire() -> int:
    """Forget browsers that were not used for so long that they are new again; how many."""
    return Device.objects.filter(last_seen__lt=clock.now() - REMEMBERED).delete()[0]
