"""Pages that no address leads to, only a way: codes, the second factor, taking an account back. Looked at on the way.

And ways that members go with JavaScript off, beside those that the other modules go both ways.
"""

import re
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from conditions.models import Condition
from forums.notices.unsubscribe import stop_token
from forums.threads.models import Thread
from medigest.members.models import Member
from medigest.members.recovery import link_token
from tests.browser.conftest import Look, PageFor
from tests.browser.everywhere import BY_ANOTHER_WAY
from tests.conftest import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

SECRET = "JBSWY3DPEHPK3PXP"
# Where there is nothing to look at.
NO_PAGES = {view for view, why in BY_ANOTHER_WAY.items() if why == "a redirect"} | {
    "mfa_login_webauthn",
    "mfa_download_recovery_codes",
}


def test_every_page_by_another_way_is_gone_to() -> None:
    ways = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    missing = {view for view in BY_ANOTHER_WAY.keys() - NO_PAGES if f'look(page, "{view}")' not in ways}
    assert not missing, f"go to {sorted(missing)} below, and look(page, ...) there"


def _with_address(member: Member) -> Member:
    EmailAddress.objects.get_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    return member


def _enter_code(page: Page) -> None:
    code = re.search(r"^([A-Z0-9-]{5,12})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Confirm").click()


def _app_code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_codes_by_mail(page_for: PageFor, cast: Cast, look: Look) -> None:
    member = _with_address(cast.member)
    page = page_for()
    page.goto(reverse("account_request_login_code"))
    page.get_by_label("E-mail address").fill(member.email)
    page.get_by_role("button", name="Send the code").click()
    look(page, "account_confirm_login_code")
    page.get_by_label("Code").fill("WRONG-1")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "account_confirm_login_code")
    _enter_code(page)
    expect(page.get_by_role("link", name="Notices")).to_be_visible()

    page = page_for()
    page.goto(reverse("account_reset_password"))
    page.get_by_label("E-mail address").fill(member.email)
    page.get_by_role("button", name="Send the code").click()
    look(page, "account_confirm_password_reset_code")
    _enter_code(page)
    look(page, "account_complete_password_reset")
    page.get_by_label("New password").fill("a calm and longer password")
    page.get_by_label("The password again").fill("a calm and longer password")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Choose a new password")

    member.refresh_from_db()
    page = page_for(member)
    page.goto(reverse("account_email"))
    page.get_by_label("New e-mail address").fill("elsewhere@example.org")
    page.get_by_role("button", name="Change the address").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.locator("#id_password").fill("a calm and longer password")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_label("Code")).to_be_visible()
    look(page, "account_email_verification_sent")

    token = link_token(member_id=member.pk, old="before@example.org", new=member.email)
    page = page_for()
    page.goto(reverse("members:recover", args=[token]))
    look(page, "members:recover")


def test_the_second_factor(page_for: PageFor, cast: Cast, look: Look) -> None:
    member = _with_address(cast.member)
    TOTP.activate(member, SECRET)
    RecoveryCodes.activate(member)
    page = page_for()
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address or handle").fill(member.handle)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    look(page, "mfa_authenticate")

    page = page_for(member)
    page.goto(reverse("mfa_deactivate_totp"))
    page.goto(reverse("mfa_reauthenticate"))
    look(page, "mfa_reauthenticate")
    page.goto(f"{reverse('mfa_reauthenticate')}?next={reverse('mfa_deactivate_totp')}")
    page.get_by_label("Code").fill(_app_code())
    page.get_by_role("button", name="Confirm").click()
    look(page, "mfa_deactivate_totp")
    page.goto(reverse("mfa_view_recovery_codes"))
    look(page, "mfa_view_recovery_codes")

    member.set_unusable_password()
    member.save()
    page = page_for(member)
    page.goto(reverse("account_set_password"))
    look(page, "account_set_password")
    page = page_for(cast.administrator)
    page.goto(reverse("moderation:people"))
    look(page, "moderation:people")
    page.goto(reverse("members:undelivered"))
    look(page, "members:undelivered")
    page = page_for()
    page.goto(reverse("notice_settings:stop", args=[stop_token(member_id=member.pk, what="decision")]))
    look(page, "notice_settings:stop")


def test_without_javascript_a_member_searches_settles_and_takes_their_data(
    page_for: PageFor, article: Condition, waiting_room: Thread, cast: Cast
) -> None:
    page = page_for(cast.member, javascript=False)
    main = page.get_by_role("main")
    page.goto(reverse("search:search"))
    main.get_by_role("searchbox").fill("sea")
    main.get_by_role("button", name="Search").click()
    main.get_by_role("link", name=waiting_room.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(waiting_room.title)

    page.goto(reverse("members:settings"))
    main.get_by_role("link", name="Your profile").click()
    page.get_by_label("About you").fill("I count boats.")
    main.get_by_role("button", name="Save").click()
    page.goto(reverse("members:profile", args=[cast.member.handle]))
    expect(main).to_contain_text("I count boats.")

    page.goto(reverse("members:settings"))
    main.get_by_role("link", name="Your data").click()
    main.get_by_role("button", name="Make an archive of my data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.locator("#id_password").fill(PASSWORD)
    main.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Your archive is ready")).to_be_visible()
    with page.expect_download() as download:
        main.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.endswith(".zip")


def test_without_javascript_somebody_is_sanctioned_and_appeals(
    page_for: PageFor, waiting_room: Thread, cast: Cast
) -> None:
    moderator = page_for(cast.moderator, javascript=False)
    moderator.goto(reverse("moderation:member", args=[cast.member.handle]))
    moderator.get_by_label("Silence").check()
    moderator.get_by_label("Reason").first.select_option(label="Harassment")
    moderator.get_by_label("Statement to the member").fill("Please rest for a week.")
    moderator.get_by_role("button", name="Impose the sanction").click()
    expect(moderator.get_by_role("main")).to_contain_text("Silence")

    page = page_for(cast.member, javascript=False)
    main = page.get_by_role("main")
    page.goto(waiting_room.get_absolute_url())
    main.get_by_role("link", name="See what was decided").click()
    main.locator(".notice-row").get_by_role("link").first.click()
    expect(main).to_contain_text("Please rest for a week.")
    main.get_by_role("textbox").fill("It was a quotation, and not my own words.")
    main.get_by_role("button", name="Send the appeal").click()
    expect(main).to_contain_text("It was a quotation, and not my own words.")

    second = page_for(cast.administrator, javascript=False)
    second.goto(reverse("moderation:appeals"))
    second.get_by_role("main").locator(".queue").get_by_role("link").first.click()
    expect(second.get_by_role("main")).to_contain_text("It was a quotation, and not my own words.")
