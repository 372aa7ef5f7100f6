"""Whoever removes their second factor has no power any more, in any place where they are logged in."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from medigest.members.models import Member
from tests.conftest import PASSWORD, Cast

pytestmark = pytest.mark.django_db
REMOVE, HOME = reverse("mfa_deactivate_totp"), reverse("members:settings")
POWERS = {
    "local": reverse("moderation:queue"),
    "moderator": reverse("moderation:queue"),
    "editor": reverse("conditions:reviews"),
    "administrator": reverse("members:undelivered"),
}


def log_in(member: Member, recovery_code: str) -> Client:
    """As people do: password, then a code."""
    client = Client()
    client.post(reverse("account_login"), {"login": member.handle, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": recovery_code})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.parametrize("who", POWERS)
def test_it_ends_every_power_at_once_here_and_everywhere_else(cast: Cast, who: str) -> None:
    member = getattr(cast, who)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    TOTP.activate(member, generate_totp_secret())
    codes = RecoveryCodes.activate(member).get_unused_codes()
    here, there = log_in(member, codes[0]), log_in(member, codes[1])
    assert [client.get(POWERS[who]).status_code for client in (here, there)] == [200, 200]
    assert "logged out everywhere else" in here.get(REMOVE).content.decode()
    assert here.post(REMOVE).status_code == 302
    assert not Authenticator.objects.filter(user=member).exists()
    assert here.get(POWERS[who]).status_code == 403
    assert there.get(POWERS[who]).status_code == 302
    assert here.get(HOME).status_code == 200


def test_who_has_another_factor_left_keeps_their_powers_here_alone(cast: Cast) -> None:
    member = cast.moderator
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    TOTP.activate(member, generate_totp_secret())
    Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data={"name": "A key"})
    codes = RecoveryCodes.activate(member).get_unused_codes()
    here, there = log_in(member, codes[0]), log_in(member, codes[1])
    here.post(REMOVE)
    assert [client.get(POWERS["moderator"]).status_code for client in (here, there)] == [200, 302]
