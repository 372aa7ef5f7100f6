"""Give consents one by one, take them back one by one, and be asked again where a document has a new version."""

import pytest
from django.urls import reverse

from medigest.members.consents import ages
from medigest.members.consents.accept import accept
from medigest.members.consents.documents import CURRENT, complete, standing
from medigest.members.consents.withdraw import withdraw
from medigest.members.models import AgeConfirmation, Consent, Profile
from medigest.members.profiles.tell import tell
from tests.conftest import make_member, start

pytestmark = pytest.mark.django_db
URL = reverse("members:consents")
TICKS = {"rules": "on", "forum_disclaimer": "on", "health_data": "on"}
ALL = TICKS | {"age": "16"}


@pytest.fixture
def noah(db):
    return make_member("noah-new", consented=False)


def may_write(member) -> bool:
    return complete(standing(member.pk))


def test_every_tick_is_kept_with_version_and_time(noah, enter):
    enter(noah).post(URL, ALL)
    assert may_write(noah)
    given = Consent.objects.filter(member=noah)
    assert {one.kind: one.version for one in given} == {kind.value: version for kind, version in CURRENT.items()}
    assert all(one.given_at and one.withdrawn_at is None for one in given)


@pytest.mark.parametrize("tick", TICKS)
def test_one_tick_alone_keeps_that_one_and_does_not_let_write(noah, enter, tick):
    client = enter(noah)
    answer = client.post(URL, {tick: "on", "age": "16"}, follow=True)
    assert Consent.objects.get(member=noah).kind == tick.replace("_", "-")
    assert not may_write(noah)
    assert "still open" in answer.content.decode()
    client.post(URL, {name: "on" for name in TICKS if name != tick})
    assert may_write(noah)


def test_nothing_ticked_is_said_and_changes_nothing(enter):
    mina = make_member("mina-member")
    withdraw(member_id=mina.pk, kind=Consent.Kind.HEALTH_DATA)
    answer = enter(mina).post(URL, {})
    assert answer.status_code == 422
    assert "Nothing was ticked" in answer.content.decode()


def test_giving_twice_keeps_one(noah, enter):
    client = enter(noah)
    client.post(URL, ALL)
    client.post(URL, ALL)
    assert Consent.objects.filter(member=noah).count() == 3


def test_consents_of_an_older_version_are_not_enough_and_stay_beside_the_new_ones():
    mina = make_member("mina-member")
    Consent.objects.filter(kind=Consent.Kind.RULES).update(version="2020-01")
    assert not may_write(mina)
    accept(member_id=mina.pk)
    assert may_write(mina)
    assert Consent.objects.filter(kind=Consent.Kind.RULES).count() == 2


@pytest.mark.parametrize("kind", Consent.Kind)
def test_one_is_taken_back_while_the_others_stand_and_can_be_given_again(enter, kind):
    mina = make_member("mina-member")
    client = enter(mina)
    client.post(URL, {"do": "withdraw", "kind": kind.value})
    assert not may_write(mina)
    assert {one.kind for one in standing(mina.pk)} == set(Consent.Kind.values) - {kind.value}
    client.post(URL, {kind.value.replace("-", "_"): "on"})
    assert may_write(mina)
    assert Consent.objects.filter(member=mina, kind=kind).count() == 2


def test_a_kind_that_is_none_is_not_there(enter):
    client = enter(make_member("mina-member"))
    assert client.post(URL, {"do": "withdraw", "kind": "age"}).status_code == 404
    assert client.get(URL, {"take-back": "age"}).status_code == 404


@pytest.mark.parametrize("kind", Consent.Kind)
def test_before_one_is_taken_back_a_page_says_what_happens_and_changes_nothing(enter, kind):
    mina = make_member("mina-member")
    client = enter(mina)
    assert f'href="?take-back={kind.value}"' in client.get(URL).content.decode()
    page = client.get(URL, {"take-back": kind.value}).content.decode()
    assert "You can no longer write" in page
    assert ("activity is hidden" in page) == (kind == Consent.Kind.HEALTH_DATA)
    assert reverse("members:delete") in page
    assert may_write(mina)
    client.post(URL, {"do": "withdraw", "kind": kind.value})
    assert not may_write(mina)


def test_what_was_taken_back_already_is_not_asked_about(enter):
    mina = make_member("mina-member")
    withdraw(member_id=mina.pk, kind=Consent.Kind.HEALTH_DATA)
    answer = enter(mina).get(URL, {"take-back": "health-data"}, follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "You took that back already." in answer.content.decode()


def test_whoever_took_everything_back_still_removes_what_they_wrote(cast, board, enter):
    post = start(cast.author, board)
    for kind in Consent.Kind:
        withdraw(member_id=cast.author.pk, kind=kind)
    enter(cast.author).post(reverse("forums:remove", args=[post.pk]))
    post.refresh_from_db()
    assert post.state == "removed"


def test_taking_back_what_is_about_health_forgets_the_part_that_somebody_plays():
    mina = make_member("mina-member")
    tell(member_id=mina.pk, part="patient", part_shown=True, country="AT", bio="I paint.")
    withdraw(member_id=mina.pk, kind=Consent.Kind.RULES)
    assert Profile.objects.get().part == "patient"
    withdraw(member_id=mina.pk, kind=Consent.Kind.HEALTH_DATA)
    told = Profile.objects.get()
    assert (told.part, told.part_shown, told.bio) == ("", False, "I paint.")


def test_a_member_of_before_is_asked_once_for_their_age(enter):
    mina = make_member("mina-member")
    AgeConfirmation.objects.all().delete()
    assert not may_write(mina)
    client = enter(mina)
    assert client.post(URL, {"age": "14"}).status_code == 422
    assert not AgeConfirmation.objects.exists()
    assert client.post(URL, {"age": "14", "country": "AT"}).status_code == 302
    assert may_write(mina)
    assert "age" not in (client.get(URL).context["form"] or {})


def test_being_old_enough_without_any_consent_is_not_enough(noah):
    ages.confirm(member_id=noah.pk, country="", age=40)
    assert not may_write(noah)


@pytest.mark.parametrize("back", ["/forums/settled/new/?section=symptoms", "/"])
def test_the_way_leads_back_to_where_it_came_from(noah, enter, back):
    assert enter(noah).post(f"{URL}?next={back}", ALL).url == back.split("&")[0]


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
    assert enter(noah).post(URL, ALL | {"next": elsewhere}).url == "/"


def test_a_visitor_is_sent_to_log_in(enter):
    assert enter(None).get(URL).url.startswith(reverse("account_login"))
