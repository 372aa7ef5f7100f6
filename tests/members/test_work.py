"""Whether there is an account is told by no amount of work: as many passwords are hashed, as much mail is queued."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from medigest.mailing.models import Mail
from medigest.members.models import Member
from tests.conftest import make_member
from tests.members.test_signup import FORM

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "mina-member@example.org", "nobody@example.org"


class Counting(hashers.MD5PasswordHasher):
    """Counts how often a password is hashed, which is the work that takes time."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.hashed += 1
        return super().encode(password, salt)


@pytest.fixture
def mina(settings: Any) -> Member:
    settings.PASSWORD_HASHERS = ["tests.members.test_work.Counting"]
    member = make_member("mina-member")
    EmailAddress.objects.create(user=member, email=KNOWN, verified=True, primary=True)
    return member


def work(name: str, form: dict[str, str]) -> tuple[int, int, int]:
    """How many passwords were hashed and mails queued, and the queries."""
    hashed, mails = Counting.hashed, Mail.objects.count()
    with CaptureQueriesContext(connection) as queries:
        Client().post(reverse(f"account_{name}"), form)
    return Counting.hashed - hashed, Mail.objects.count() - mails, len(queries)


@pytest.mark.parametrize(
    ("known", "unknown"), [("mina-member", "nobody-here"), (KNOWN, UNKNOWN)], ids=["handle", "address"]
)
@pytest.mark.usefixtures("mina")
def test_a_wrong_password_is_hashed_once_whoever_is_meant(known: str, unknown: str) -> None:
    done = [work("login", {"login": login, "password": "not-the-password"}) for login in (known, unknown)]
    assert done[0][:2] == done[1][:2] == (1, 0)
    assert abs(done[0][2] - done[1][2]) <= 1


@pytest.mark.parametrize("name", ["reset_password", "request_login_code"])
@pytest.mark.usefixtures("mina")
def test_a_code_is_one_mail_to_whoever_asks_for_it(name: str) -> None:
    known, unknown = (work(name, {"email": email}) for email in (KNOWN, UNKNOWN))
    assert known[:2] == unknown[:2] == (0, 1)
    assert abs(known[2] - unknown[2]) <= 1


@pytest.mark.usefixtures("mina")
def test_signing_up_with_a_known_address_hashes_the_password_and_queues_a_mail_too() -> None:
    known = work("signup", FORM | {"email": KNOWN, "username": "rosa-one"})
    unknown = work("signup", FORM | {"email": UNKNOWN, "username": "rosa-two"})
    assert known[:2] == unknown[:2] == (1, 1)
    assert Member.objects.filter(handle__startswith="rosa").count() == 1
