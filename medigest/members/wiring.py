"""The room's connections: which signal calls which verb."""

from typing import Any

from medigest.mailing.bounces import bounced_fact
from medigest.members.consents.models import Consent
from medigest.members.consents.signals import consent_withdrawn
from medigest.members.profiles.tell import take_back_health
from medigest.members.viewer import register_fact


def connect() -> None:
    """Called once, when the app is ready."""
    consent_withdrawn.connect(_take_back_health)
    register_fact("bounced", bounced_fact)


def _take_back_health(sender: Any, member_id: int, kind: str, **kwargs: Any) -> None:
    if kind == Consent.Kind.HEALTH_DATA:
        take_back_health(member_id=member_id)
