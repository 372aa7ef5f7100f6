"""Tell about oneself: all by own choice, and nothing without the consents."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from medigest.members.models import Profile
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
URL = reverse("members:edit_profile")
TOLD = {"part": "clinician", "part_shown": "on", "country": "AT", "bio": "I paint.\nAnd <b>walk</b>."}


def page_of(member, client) -> str:
    return client.get(reverse("members:profile", args=[member.handle])).content.decode()


def test_what_is_told_is_shown_to_other_members_as_plain_text(enter):
    mina, nora = make_member("mina-member"), make_member("nora-neighbour")
    assert enter(mina).post(URL, TOLD).status_code == 302
    page = page_of(mina, enter(nora))
    for words in (
        "Clinician (not verified)",
        "by their own word",
        "Austria",
        "I paint.<br>And &lt;b&gt;walk&lt;/b&gt;.",
    ):
        assert words in page


def test_a_part_is_shown_only_where_that_was_ticked(enter):
    mina = make_member("mina-member")
    enter(mina).post(URL, {name: value for name, value in TOLD.items() if name != "part_shown"})
    assert "Clinician" not in page_of(mina, enter(make_member("nora-neighbour")))


def test_at_first_nothing_is_told(enter):
    mina = make_member("mina-member")
    page = page_of(mina, enter(make_member("nora-neighbour")))
    assert "Here as" not in page
    assert "Country" not in page


def test_without_the_consents_nothing_is_kept_and_the_words_stay_in_the_form(enter):
    noah = make_member("noah-new", consented=False)
    answer = enter(noah).post(URL, TOLD)
    assert answer.status_code == 422
    assert "I paint." in answer.content.decode()
    assert not Profile.objects.exists()


def test_everything_can_be_taken_away_without_the_consents(enter):
    mina = make_member("mina-member")
    enter(mina).post(URL, TOLD)
    mina.consents.all().delete()
    enter(mina).post(URL, {"part": "", "country": "", "bio": ""})
    told = Profile.objects.get()
    assert (told.part, told.part_shown, told.country, told.bio) == ("", False, "", "")


@pytest.mark.parametrize("wrong", [{"part": "king"}, {"country": "XX"}, {"bio": "x" * 501}])
def test_what_can_not_be_is_refused(enter, wrong):
    answer = enter(make_member("mina-member")).post(URL, TOLD | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)


def test_the_database_shows_no_part_that_is_none():
    mina = make_member("mina-member")
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.create(member=mina, part="", part_shown=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.create(member=mina, part="king")
