"""Sign up, from the form to the confirmed address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from medigest.members.consents import ages
from medigest.members.consents.documents import CURRENT, complete, standing
from medigest.members.models import AgeConfirmation, Consent, FormerHandle, Member
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
    "health_data": "on",
    "age": "16",
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


def test_each_consent_is_kept_with_their_versions(client: Client):
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


def test_without_the_consent_about_health_there_is_an_account_that_reads_and_can_not_write(client: Client):
    client.post(SIGNUP, {name: value for name, value in FORM.items() if name != "health_data"})
    member = Member.objects.get(handle="Rosa-Reader")
    given = standing(member.pk)
    assert {one.kind for one in given} == {Consent.Kind.RULES, Consent.Kind.FORUM_DISCLAIMER}
    assert not complete(given)


def test_no_box_is_ticked_beforehand_and_the_statement_about_health_stands_there(client: Client):
    page = client.get(SIGNUP).content.decode()
    assert "checked" not in page
    assert "General Data Protection Regulation, Article 9" in page


@pytest.mark.parametrize(
    ("country", "age", "rule"),
    [("", 16, ("", 16)), ("AT", 14, ("AT", 14)), ("FR", 15, ("FR", 15)), ("GB", 13, ("GB", 13)), ("BR", 16, ("", 16))],
)
def test_who_is_old_enough_joins_and_only_the_rule_is_kept(client: Client, country, age, rule):
    client.post(SIGNUP, FORM | {"country": country, "age": str(age)})
    kept = AgeConfirmation.objects.get(member__handle="Rosa-Reader")
    assert (kept.rule, kept.minimum, kept.version) == (*rule, ages.VERSION)


@pytest.mark.parametrize(
    ("country", "age"), [("", 15), ("AT", 13), ("FR", 14), ("GB", 12), ("BR", 15), ("DE", 15), ("DK", 14)]
)
def test_who_is_too_young_is_told_so_kindly_and_nothing_is_kept(client: Client, mailoutbox, country, age):
    answer = client.post(SIGNUP, FORM | {"country": country, "age": str(age)})
    assert answer.status_code == 200
    assert f"at least {ages.rule_for(country).minimum} years" in " ".join(answer.context["form"].errors["age"])
    assert (Member.objects.count(), AgeConfirmation.objects.count(), mailoutbox) == (0, 0, [])


@pytest.mark.parametrize("age", ["", "sixteen", "-1", "99"])
def test_an_age_that_is_no_answer_is_refused(client: Client, age):
    answer = client.post(SIGNUP, FORM | {"age": age})
    assert "age" in answer.context["form"].errors
    assert not Member.objects.exists()


def test_a_handle_that_is_kept_for_somebody_is_refused_as_one_that_somebody_has(client: Client):
    mina = make_member("mina-member")
    FormerHandle.objects.create(member=mina, handle="mina-before")
    refused = [
        client.post(SIGNUP, FORM | {"username": handle}).context["form"].errors["username"]
        for handle in ("mina-member", "MINA-before")
    ]
    assert refused[0] == refused[1]
    assert Member.objects.count() == 1


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
