"""A log-in from a browser that was not seen before is told to the member."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from medigest.kit import clock
from medigest.members.devices.recognise import REMEMBERED, recognise
from medigest.members.models import Device, Member
from tests.conftest import PASSWORD, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina(db) -> Member:
    member = make_member("mina-member")
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def log_in(client: Client, member: Member) -> Client:
    client.post(reverse("account_login"), {"login": member.handle, "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(member.pk)
    return client


def log_out(client: Client) -> None:
    client.post(reverse("account_logout"))


def test_the_first_browser_and_a_known_one_are_no_news_and_another_one_is(mina, mailoutbox):
    first = log_in(Client(), mina)
    log_out(first)
    log_in(first, mina)
    assert mailoutbox == []
    log_in(Client(headers={"user-agent": "Strange/1.0"}), mina)
    (mail,) = mailoutbox
    assert mail.to == [mina.email]
    assert "Strange/1.0" in mail.body
    assert reverse("members:sessions") in mail.body


def test_a_browser_that_two_members_share_joins_them_by_nothing_that_is_kept(mina):
    nora = make_member("nora-neighbour")
    secret = recognise(member_id=mina.pk, secret="").secret
    recognise(member_id=nora.pk, secret=secret)
    digests = set(Device.objects.values_list("digest", flat=True))
    assert len(digests) == 2
    assert secret not in digests


def test_a_browser_that_was_not_used_for_long_is_new_again(mina):
    old, used = recognise(member_id=mina.pk, secret=""), recognise(member_id=mina.pk, secret="")
    with clock.at(clock.now() + REMEMBERED - timedelta(days=1)):
        recognise(member_id=mina.pk, secret=used.secret)
    with clock.at(clock.now() + REMEMBERED + timedelta(days=1)):
        assert recognise(member_id=mina.pk, secret=old.secret).notify
        assert not recognise(member_id=mina.pk, secret=used.secret).notify


@pytest.mark.parametrize("secret", ["short", "x" * 5000])
def test_what_no_browser_of_ours_keeps_is_replaced(mina, secret):
    assert recognise(member_id=mina.pk, secret=secret).secret != secret
