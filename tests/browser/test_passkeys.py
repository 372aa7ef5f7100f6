"""Passkeys and second factors, by an authenticator that the browser makes up: added, logged in with, powers awake."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from medigest.members.models import Member
from tests.browser.conftest import Look, PageFor
from tests.conftest import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _insecure_origin() -> object:
    """The tests' server speaks no TLS."""
    with override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True):
        yield


def _log_in(page: Page, member: Member) -> None:
    EmailAddress.objects.get_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address or handle").fill(member.handle)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def _show_it_is_you(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def _queue(page: Page) -> int:
    response = page.goto(reverse("moderation:queue"))
    assert response
    return response.status


def _log_out(page: Page) -> None:
    page.goto(reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()


def test_a_moderator_adds_a_passkey_and_by_it_the_powers_wake(page_for: PageFor, cast: Cast, look: Look) -> None:
    page = page_for(expected=(403,), impatient=True)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    _log_in(page, cast.moderator)
    assert _queue(page) == 403
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Add a passkey").click()
    _show_it_is_you(page)
    page.get_by_label("Name").fill("My phone")
    page.get_by_label("Log in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("main")).to_contain_text("Your passkey is added.")
    key = Authenticator.objects.get(user=cast.moderator, type="webauthn")
    page.goto(reverse("mfa_edit_webauthn", args=[key.pk]))
    look(page, "mfa_edit_webauthn")
    page.goto(reverse("mfa_remove_webauthn", args=[key.pk]))
    look(page, "mfa_remove_webauthn")
    page.goto(reverse("mfa_reauthenticate_webauthn"))
    look(page, "mfa_reauthenticate_webauthn")

    _log_out(page)
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".account-name")).to_have_text(cast.moderator.handle)
    assert _queue(page) == 200

    # The password alone does not do any more: the key is asked for after it.
    _log_out(page)
    _log_in(page, cast.moderator)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page.locator(".account-name")).to_have_text(cast.moderator.handle)
    assert _queue(page) == 200


def test_an_app_and_the_recovery_codes_wake_the_powers_too(page_for: PageFor, cast: Cast) -> None:
    page = page_for(expected=(403,), impatient=True)
    _log_in(page, cast.moderator)
    page.goto(reverse("mfa_activate_totp"))
    _show_it_is_you(page)
    secret = page.get_by_label("Secret").input_value()

    def code() -> str:
        counter = next(iter(yield_hotp_counters_from_time()))
        return format_hotp_value(hotp_value(secret, counter))

    page.get_by_label("Authenticator code").fill(code())
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator(".codes code").first.inner_text()

    _log_out(page)
    _log_in(page, cast.moderator)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page.locator(".account-name")).to_have_text(cast.moderator.handle)
    assert _queue(page) == 200

    # A recovery code works once.
    _log_out(page)
    _log_in(page, cast.moderator)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("main")).to_contain_text("Incorrect code")
