"""Sign up, from the form to the confirmed address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from medigest.members.consents import CURRENT
from medigest.members.models import Consent, Member
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
SIGNUP, CONFIRM = reverse("account_signup"), reverse("account_email_verification_sent")
FORM = {
    "email": "rosa@example.org",
    "username": "Rosa-Reader",
    "password1": "quiet-river-stone-47",
    "password2": "quiet-river-stone-47",
    "rules": "on",
    "forum_disclaimer": "on",
}


def code_in(mail) -> str:
    """The code, alone on a line of the mail."""
    return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.body, flags=re.MULTILINE)[1]


def test_somebody_signs_up_confirms_the_mailed_code_and_is_in(client: Client, mailoutbox):
    answer = client.post(SIGNUP, FORM)
    assert (answer.status_code, answer.url) == (302, CONFIRM)
    assert not client.session.get("_auth_user_id")
    (mail,) = mailoutbox
    assert mail.to == ["rosa@example.org"]
    answer = client.post(CONFIRM, {"code": code_in(mail)})
    assert answer.status_code == 302
    member = Member.objects.get(handle="Rosa-Reader")
    assert EmailAddress.objects.get(user=member).verified
    assert client.session["_auth_user_id"] == str(member.pk)
    assert client.get(reverse("members:settings")).status_code == 200


def test_both_consents_are_kept_with_their_versions(client: Client):
    client.post(SIGNUP, FORM)
    kept = Consent.objects.filter(member__handle="Rosa-Reader", withdrawn_at=None)
    assert dict(kept.values_list("kind", "version")) == {kind.value: version for kind, version in CURRENT.items()}


def test_a_wrong_code_lets_nobody_in(client: Client, mailoutbox):
    client.post(SIGNUP, FORM)
    client.post(CONFIRM, {"code": "WRONG-CODE"})
    assert not EmailAddress.objects.get(email="rosa@example.org").verified
    assert not client.session.get("_auth_user_id")


def test_before_the_address_is_confirmed_nobody_logs_in(client: Client):
    client.post(SIGNUP, FORM)
    other = Client()
    other.post(reverse("account_login"), {"login": "Rosa-Reader", "password": FORM["password1"]})
    assert not other.session.get("_auth_user_id")


@pytest.mark.parametrize("tick", ["rules", "forum_disclaimer"])
def test_without_either_tick_there_is_no_account(client: Client, mailoutbox, tick):
    answer = client.post(SIGNUP, {name: value for name, value in FORM.items() if name != tick})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {tick}
    assert (Member.objects.count(), mailoutbox) == (0, [])


def test_who_fills_the_field_that_nobody_sees_gets_no_account(client: Client, mailoutbox):
    assert "website" in client.get(SIGNUP).content.decode()
    answer = client.post(SIGNUP, FORM | {"website": "https://spam.example"})
    assert answer.status_code == 302
    assert (Member.objects.count(), mailoutbox) == (0, [])


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("admin", "reserved"),
        ("Medigest", "reserved"),
        ("SUPPORT", "reserved"),
        ("ab", "3 to 30"),
        ("x" * 31, "30"),
        ("-dash", "3 to 30"),
        ("two words", "3 to 30"),
        ("über-ich", "3 to 30"),
        ("a/b/c", "3 to 30"),
        ("rosa\n", None),
    ],
)
def test_a_handle_that_can_not_be_is_refused_with_the_reason(client: Client, handle, words):
    answer = client.post(SIGNUP, FORM | {"username": handle})
    if words is None:  # a form strips what surrounds a handle
        assert Member.objects.get().handle == "rosa"
        return
    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors["username"])
    assert not Member.objects.exists()


@pytest.mark.parametrize("handle", ["mina-member", "MINA-Member"])
def test_a_handle_is_taken_whatever_its_case(client: Client, handle):
    make_member("mina-member")
    answer = client.post(SIGNUP, FORM | {"username": handle})
    assert "username" in answer.context["form"].errors
    assert Member.objects.count() == 1


@pytest.mark.parametrize("email", ["rosa@example.org", "Rosa@Example.org"])
def test_a_known_address_is_answered_as_an_unknown_one_and_its_owner_is_told(client: Client, mailoutbox, email):
    owner = Member.objects.create_user("first-rosa", "rosa@example.org", "pass-for-the-first")
    EmailAddress.objects.create(user=owner, email="rosa@example.org", verified=True, primary=True)
    known = client.post(SIGNUP, FORM | {"email": email})
    unknown = Client().post(SIGNUP, FORM | {"email": "new@example.org", "username": "new-rosa"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert not Member.objects.filter(handle="Rosa-Reader").exists()
    to_owner = mailoutbox[0]
    assert to_owner.to[0].lower() == "rosa@example.org"
    assert "There is one already" in to_owner.body


def test_a_weak_password_or_two_that_differ_are_refused(client: Client):
    for change in ({"password1": "short", "password2": "short"}, {"password2": "another-stone-48"}):
        assert client.post(SIGNUP, FORM | change).status_code == 200
    assert not Member.objects.exists()
