"""Change the e-mail address, and take the account back when somebody else did."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.recovery import OPEN_FOR
from tests.conftest import PASSWORD, make_member
from tests.members.test_signup import code_in

pytestmark = pytest.mark.django_db
EMAIL, CONFIRM = reverse("account_email"), reverse("account_email_verification_sent")
NEW, OLD = "stranger@example.org", "mina-member@example.org"


def with_address(handle: str) -> Member:
    member = make_member(handle)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


@pytest.fixture
def mina(db) -> Member:
    return with_address("mina-member")


def log_in(member: Member) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": member.handle, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def change(client: Client, email: str = NEW) -> None:
    client.post(EMAIL, {"action_add": "", "email": email})
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})


def recovery_link() -> str:
    (told,) = [message for message in mail.outbox if "was changed" in message.subject]
    assert told.to == [OLD]
    return re.search(r"^http://[^/]+(/settings/email/\S+)$", told.body, flags=re.MULTILINE)[1]


def addresses(member: Member) -> list[str]:
    return list(EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True))


def test_a_new_address_takes_the_place_of_the_old_one_when_its_code_was_entered(mina):
    client = log_in(mina)
    client.post(EMAIL, {"action_add": "", "email": NEW})
    assert addresses(mina) == [OLD]
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert addresses(mina) == [NEW]
    assert Member.objects.get(pk=mina.pk).email == NEW
    assert recovery_link()


def test_an_address_that_somebody_has_is_answered_like_any_other(mina):
    with_address("nora-neighbour")
    answers = []
    for email in ("nora-neighbour@example.org", NEW):
        answer = log_in(mina).post(EMAIL, {"action_add": "", "email": email})
        answers.append((answer.status_code, answer.url))
    assert answers[0] == answers[1]
    assert addresses(mina) == [OLD]


def test_an_address_is_changed_only_by_who_showed_lately_that_it_is_them(mina):
    client = Client()
    client.force_login(mina)
    answer = client.post(EMAIL, {"action_add": "", "email": NEW})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []


def test_the_old_address_takes_the_account_back_and_shuts_the_stranger_out(mina):
    stranger = log_in(mina)
    Authenticator.objects.create(user=mina, type="recovery_codes", data={})
    Authenticator.objects.update(created_at=clock.now() - timedelta(days=30))
    change(stranger)
    Authenticator.objects.create(user=mina, type="totp", data={})
    link, visitor = recovery_link(), Client()
    assert OLD in visitor.get(link).content.decode()
    assert addresses(mina) == [NEW]
    assert visitor.post(link).status_code == 200
    member = Member.objects.get(pk=mina.pk)
    assert (addresses(mina), member.email, member.has_usable_password()) == ([OLD], OLD, False)
    assert [one.type for one in Authenticator.objects.all()] == ["recovery_codes"]
    assert stranger.get(reverse("members:settings")).status_code == 302


def test_after_that_a_new_password_is_chosen_by_a_mailed_code(mina):
    change(log_in(mina))
    visitor = Client()
    visitor.post(recovery_link())
    visitor.post(reverse("account_reset_password"), {"email": OLD})
    visitor.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mail.outbox[-1])})
    new = {"password1": "a-newer-test-password", "password2": "a-newer-test-password"}
    visitor.post(reverse("account_complete_password_reset"), new)
    assert Member.objects.get(pk=mina.pk).check_password("a-newer-test-password")


def test_the_link_works_once_for_seven_days_and_only_while_nothing_else_changed(mina):
    change(log_in(mina))
    link, visitor = recovery_link(), Client()
    with clock.at(clock.now() + OPEN_FOR + timedelta(minutes=1)):
        assert visitor.post(link).status_code == 410
    with_another = link[:-2] + ("a/" if link[-2] != "a" else "b/")
    assert visitor.post(with_another).status_code == 410
    assert addresses(mina) == [NEW]
    assert visitor.post(link).status_code == 200
    assert visitor.post(link).status_code == 410
    assert visitor.get(link).status_code == 410


def test_an_old_address_that_somebody_else_confirmed_meanwhile_stays_theirs(mina):
    change(log_in(mina))
    nora = make_member("nora-neighbour")
    EmailAddress.objects.create(user=nora, email=OLD, verified=True, primary=True)
    assert Client().post(recovery_link()).status_code == 410
    assert (addresses(mina), addresses(nora)) == ([NEW], [OLD])
