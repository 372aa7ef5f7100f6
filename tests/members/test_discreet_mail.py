"""In discreet mode every kind of mail there is, and every kind of notice, has a subject that says nothing."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from medigest.mailing import kinds
from medigest.mailing.kinds import Message
from medigest.mailing.models import Mail
from medigest.members.accounts.discreet import set_discreet
from medigest.members.models import Member
from tests.conftest import make_member
from tests.members.test_signup import FORM

pytestmark = pytest.mark.django_db
SAYS_NOTHING = "You have a message"
ADDRESS = "mina-member@example.org"


@pytest.fixture
def mina(db: None) -> Member:
    member = make_member("mina-member")
    EmailAddress.objects.create(user=member, email=ADDRESS, verified=True, primary=True)
    set_discreet(member_id=member.pk, on=True)
    return member


@pytest.mark.parametrize("kind", sorted(kinds._kinds))
def test_of_every_kind_of_mail(mina: Member, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a kind writes: the last word on its subject is not its own."""
    monkeypatch.setitem(kinds._kinds, kind, lambda mail: Message(to=ADDRESS, subject="Your post on lupus"))
    subjects = []
    for on in (True, False):
        set_discreet(member_id=mina.pk, on=on)
        mina.refresh_from_db()
        told = kinds.compose(Mail(member=mina, kind=kind, key="1"))
        subjects.append(told and told.subject)
    assert subjects == [SAYS_NOTHING, "Your post on lupus"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("reset_password", {"email": ADDRESS}),
        ("request_login_code", {"email": ADDRESS}),
        ("signup", FORM | {"email": ADDRESS}),
    ],
)
@pytest.mark.usefixtures("mina")
def test_of_what_anybody_can_have_sent_to_an_address(name: str, form: dict[str, str]) -> None:
    Client().post(reverse(f"account_{name}"), form)
    assert [message.subject for message in mail.outbox] == [SAYS_NOTHING]
