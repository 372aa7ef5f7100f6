"""What can be tried how often, and what no answer tells: whether there is an account."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from medigest.members.models import Member
from tests.conftest import PASSWORD, make_member

pytestmark = pytest.mark.django_db
LOGIN, RESET, CODE = (reverse(f"account_{name}") for name in ("login", "reset_password", "request_login_code"))


@pytest.fixture
def mina(db) -> Member:
    member = make_member("mina-member")
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


@pytest.fixture
def limits(settings):
    """allauth's own limits, which the other tests do without."""
    settings.ACCOUNT_RATE_LIMITS = {}


@pytest.mark.usefixtures("limits", "still")
def test_a_password_can_not_be_tried_out_not_even_with_the_right_one_at_last(mina):
    client = Client()
    for _ in range(6):
        client.post(LOGIN, {"login": "mina-member", "password": "not-the-password"})
    answer = client.post(LOGIN, {"login": "mina-member", "password": PASSWORD})
    assert not client.session.get("_auth_user_id")
    assert "Too many" in " ".join(answer.context["form"].non_field_errors())


@pytest.mark.usefixtures("limits", "still")
def test_behind_a_web_server_each_visitor_has_limits_of_their_own(settings, mina):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def ask(address: str) -> int:
        # What a visitor claims stands in front of what the web server adds, and counts for nothing.
        headers = {"X-Forwarded-For": f"203.0.113.9, {address}"}
        return Client(headers=headers).post(RESET, {"email": "nobody@example.org"}).status_code

    answers = [ask("198.51.100.1") for _ in range(30)]
    assert answers[0] == 302
    assert answers[-1] == 429
    assert (
        Client(headers={"X-Forwarded-For": "198.51.100.2"}).post(RESET, {"email": "other@example.org"}).status_code
        == 302
    )


def test_production_goes_by_the_address_that_the_web_server_adds():
    from medigest.settings import prod

    assert prod.ALLAUTH_TRUSTED_PROXY_COUNT == 1


@pytest.mark.parametrize("url", [RESET, CODE])
def test_a_code_for_a_known_and_for_an_unknown_address_is_asked_for_alike(mina, url):
    seen = []
    for email in (mina.email, "nobody@example.org"):
        client = Client()
        answer = client.post(url, {"email": email})
        page = client.get(answer.url)
        seen.append((answer.status_code, answer.url, page.status_code, page.content.decode().count("<p")))
        wrong = client.post(answer.url, {"code": "WRONG-CODE"})
        seen[-1] += (wrong.status_code, str(wrong.context["verify_form"].errors if wrong.context else wrong.url))
    assert seen[0] == seen[1]
    assert [message.to for message in mail.outbox] == [[mina.email], ["nobody@example.org"]]


def test_the_mail_to_an_unknown_address_says_that_there_is_no_account(mina):
    Client().post(RESET, {"email": "nobody@example.org"})
    (message,) = mail.outbox
    assert "mina" not in message.body
