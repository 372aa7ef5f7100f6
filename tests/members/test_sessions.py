"""Where a member is logged in: seen, and ended from afar."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medigest.members.models import Member
from tests.conftest import PASSWORD, make_member

pytestmark = pytest.mark.django_db
URL, HOME = reverse("members:sessions"), reverse("members:settings")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def with_address(handle: str) -> Member:
    member = make_member(handle)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def log_in(member: Member, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": member.handle, "password": PASSWORD})
    return client


@pytest.fixture
def mina(db) -> Member:
    return with_address("mina-member")


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def number(client: Client) -> str:
    return str(UserSession.objects.get(session_key=client.session.session_key).pk)


def test_each_place_is_named_and_this_one_stands_first(mina):
    here = log_in(mina)
    log_in(mina, "curl/8")
    places = here.get(URL).context["places"]
    assert [(place.current, place.browser, place.system) for place in places] == [
        (True, "Firefox", "Linux"),
        (False, "curl", ""),
    ]


def test_one_place_is_logged_out_and_the_others_stay(mina):
    here, there, elsewhere = log_in(mina), log_in(mina), log_in(mina)
    here.post(URL, {"session": number(there)})
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, True)


def test_all_others_are_logged_out_at_once(mina):
    here, there, elsewhere = log_in(mina), log_in(mina), log_in(mina)
    here.post(URL)
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, False)
    assert len(here.get(URL).context["places"]) == 1


def test_nobody_ends_or_sees_the_session_of_another(mina):
    here, other = log_in(mina), log_in(with_address("nora-neighbour"))
    here.post(URL, {"session": number(other)})
    here.post(URL)
    assert is_in(other)
    assert len(here.get(URL).context["places"]) == 1


def test_a_place_from_before_the_password_was_changed_is_no_place_any_more(mina):
    here, there = log_in(mina), log_in(mina)
    change = {"oldpassword": PASSWORD, "password1": "a-newer-test-password", "password2": "a-newer-test-password"}
    here.post(reverse("account_change_password"), change)
    assert (is_in(here), is_in(there)) == (True, False)
    assert [place.current for place in here.get(URL).context["places"]] == [True]


@pytest.mark.parametrize("session", ["x", "-1", "99999999999999999999", "²"])
def test_a_number_that_is_none_breaks_nothing(mina, session):
    assert log_in(mina).post(URL, {"session": session}).status_code == 302


def test_a_session_that_has_ended_by_time_or_never_was_lets_nobody_in(mina: Member) -> None:
    client = log_in(mina)
    assert is_in(client)
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=timezone.now())
    assert not is_in(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = "never-given-out"
    assert not is_in(client)
