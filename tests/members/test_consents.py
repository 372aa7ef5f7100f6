"""Give consents, take them back, and be asked again where a document has a new version."""

import pytest
from django.urls import reverse

from medigest.members import consents
from medigest.members.models import Consent
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
URL = reverse("members:consents")
BOTH = {"rules": "on", "forum_disclaimer": "on"}


@pytest.fixture
def noah(db):
    return make_member("noah-new", consented=False)


def complete(member) -> bool:
    return consents.complete(consents.standing(member.pk))


def test_both_ticks_are_kept_with_version_and_time(noah, enter):
    enter(noah).post(URL, BOTH)
    assert complete(noah)
    given = {one.kind: one for one in Consent.objects.filter(member=noah)}
    assert {one.version for one in given.values()} == set(consents.CURRENT.values())
    assert all(one.given_at and one.withdrawn_at is None for one in given.values())


@pytest.mark.parametrize("tick", ["rules", "forum_disclaimer"])
def test_one_tick_alone_keeps_nothing(noah, enter, tick):
    assert enter(noah).post(URL, {tick: "on"}).status_code == 422
    assert not Consent.objects.exists()


def test_giving_twice_keeps_one(noah, enter):
    client = enter(noah)
    client.post(URL, BOTH)
    client.post(URL, BOTH)
    assert Consent.objects.filter(member=noah).count() == 2


def test_consents_of_an_older_version_are_not_enough_and_stay_beside_the_new_ones(noah):
    consents.accept(member_id=noah.pk)
    Consent.objects.filter(kind=Consent.Kind.RULES).update(version="2020-01")
    assert not complete(noah)
    consents.accept(member_id=noah.pk)
    assert complete(noah)
    assert Consent.objects.filter(kind=Consent.Kind.RULES).count() == 2


def test_what_was_given_can_be_taken_back_and_given_again(noah, enter):
    client = enter(noah)
    client.post(URL, BOTH)
    client.post(URL, {"do": "withdraw"})
    assert not complete(noah)
    assert Consent.objects.filter(member=noah).exclude(withdrawn_at=None).count() == 2
    client.post(URL, BOTH)
    assert complete(noah)


@pytest.mark.parametrize("back", ["/forums/settled/new/?section=symptoms", "/"])
def test_the_way_leads_back_to_where_it_came_from(noah, enter, back):
    assert enter(noah).post(f"{URL}?next={back}", BOTH).url == back.split("&")[0]
    assert enter(noah).post(URL, BOTH | {"next": back}).url == back


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
    ],
)
def test_the_way_never_leads_to_another_site(noah, enter, elsewhere):
    assert enter(noah).post(URL, BOTH | {"next": elsewhere}).url == "/"


def test_a_visitor_is_sent_to_log_in(enter):
    assert enter(None).get(URL).url.startswith(reverse("account_login"))
