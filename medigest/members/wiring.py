"""The room's connections: which signal calls which verb."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed

from medigest.mailing.bounces import bounced_fact
from medigest.mailing.kinds import register_subject
from medigest.members.accounts.discreet import subject_of
from medigest.members.consents.models import Consent
from medigest.members.consents.signals import consent_withdrawn
from medigest.members.devices.sessions import forget_second_factor
from medigest.members.profiles.tell import take_back_health
from medigest.members.viewer import register_fact


def connect() -> None:
    """Called once, when the app is ready."""
    consent_withdrawn.connect(_take_back_health)
    authenticator_removed.connect(_forget_second_factor)
    register_subject(subject_of)
    register_fact("bounced", bounced_fact)


def _take_back_health(sender: Any, member_id: int, kind: str, **kwargs: Any) -> None:
    if kind == Consent.Kind.HEALTH_DATA:
        take_back_health(member_id=member_id)


def _forget_second_factor(sender: Any, request: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    # Recovery codes go after the last factor, by themselves.
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        forget_second_factor(member_id=authenticator.user_id, session=request.session)
