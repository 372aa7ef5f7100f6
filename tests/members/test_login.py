"""Log in by handle or by address."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from medigest.members.models import Member
from tests.conftest import PASSWORD, make_member

LOGIN = reverse("account_login")


@pytest.fixture
def mina(db) -> Member:
    member = make_member("Mina-Member")
    EmailAddress.objects.create(user=member, email=member.email.lower(), verified=True, primary=True)
    return member


@pytest.mark.parametrize("login", ["Mina-Member", "mina-member", "Mina-Member@example.org", "mina-member@EXAMPLE.org"])
def test_a_member_logs_in_by_handle_or_address_whatever_the_case(client: Client, mina, login):
    answer = client.post(LOGIN, {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(mina.pk)


@pytest.mark.parametrize("login", ["Mina-Member", "mina-member@example.org", "nobody-here", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client: Client, mina, login):
    answer = client.post(LOGIN, {"login": login, "password": "not-the-password"})
    assert answer.status_code == 200
    assert "not correct" in " ".join(answer.context["form"].non_field_errors())
    assert not client.session.get("_auth_user_id")


def test_an_account_that_was_closed_lets_nobody_in(client: Client, mina):
    Member.objects.update(is_active=False)
    client.post(LOGIN, {"login": "Mina-Member", "password": PASSWORD})
    assert not client.session.get("_auth_user_id")


def test_an_account_that_is_closed_while_logged_in_is_out_at_the_next_request(mina, enter):
    client = enter(mina)
    assert client.get(reverse("members:settings")).status_code == 200
    Member.objects.update(is_active=False)
    assert client.get(reverse("members:settings")).status_code == 302


def test_after_logging_in_nobody_is_led_to_another_site(client: Client, mina):
    answer = client.post(LOGIN, {"login": "Mina-Member", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.url == "/"
