"""Change a handle: the old one leads to the new one for a while, and then is free."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from medigest.kit import clock
from medigest.members.models import FormerHandle, Member
from medigest.members.renames import grace
from medigest.members.renames.rename import HandleRefused, rename
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
URL = reverse("members:handle")


@pytest.fixture
def mina(db) -> Member:
    return make_member("mina-member")


def profile(client: Client, handle: str):
    return client.get(reverse("members:profile", args=[handle]))


def after(moment: timedelta):
    return clock.at(clock.now() + moment)


def test_the_old_address_leads_to_the_new_one_until_the_grace_ends(mina, enter):
    client = enter(make_member("nora-neighbour"))
    rename(member_id=mina.pk, handle="quiet-mina")
    assert profile(client, "MINA-member").url == reverse("members:profile", args=["quiet-mina"])
    assert profile(client, "quiet-mina").status_code == 200
    with after(grace.GRACE + timedelta(seconds=1)):
        assert profile(client, "mina-member").status_code == 404


def test_nobody_else_can_take_the_old_handle_until_the_grace_ends(mina):
    nora = make_member("nora-neighbour")
    rename(member_id=mina.pk, handle="quiet-mina")
    with pytest.raises(HandleRefused, match="not free"):
        rename(member_id=nora.pk, handle="Mina-Member")
    with after(grace.GRACE + timedelta(seconds=1)):
        rename(member_id=nora.pk, handle="Mina-Member")
    assert Member.objects.get(handle="Mina-Member") == nora


def test_the_old_profile_of_somebody_else_who_took_the_handle_is_theirs(mina, enter):
    nora = make_member("nora-neighbour")
    rename(member_id=mina.pk, handle="quiet-mina")
    with after(grace.GRACE + timedelta(seconds=1)):
        rename(member_id=nora.pk, handle="mina-member")
        assert profile(enter(mina), "mina-member").context["member"]["id"] == nora.pk


def test_one_change_in_a_while_and_no_more(mina):
    rename(member_id=mina.pk, handle="quiet-mina")
    with pytest.raises(HandleRefused, match="again from"):
        rename(member_id=mina.pk, handle="silent-mina")
    with after(grace.BETWEEN_CHANGES + timedelta(seconds=1)):
        rename(member_id=mina.pk, handle="silent-mina")
    assert set(FormerHandle.objects.values_list("handle", flat=True)) == {"mina-member", "quiet-mina"}


def test_ones_own_old_handle_can_be_taken_back(mina, enter):
    rename(member_id=mina.pk, handle="quiet-mina")
    with after(grace.BETWEEN_CHANGES + timedelta(seconds=1)):
        rename(member_id=mina.pk, handle="mina-member")
        assert profile(enter(mina), "mina-member").status_code == 200
        assert profile(enter(mina), "quiet-mina").status_code == 302


def test_another_spelling_is_free_at_any_time_and_leaves_nothing_behind(mina):
    rename(member_id=mina.pk, handle="Mina-Member")
    rename(member_id=mina.pk, handle="mina-MEMBER")
    assert not FormerHandle.objects.exists()


@pytest.mark.parametrize("handle", ["nora-neighbour", "NORA-neighbour", "nora-before"])
def test_taken_and_kept_handles_are_refused_in_the_same_words(mina, enter, handle):
    nora = make_member("nora-neighbour")
    FormerHandle.objects.create(member=nora, handle="nora-before")
    answer = enter(mina).post(URL, {"handle": handle})
    assert answer.status_code == 422
    assert answer.context["form"].errors["handle"] == ["This handle is not free. Please choose another."]
    assert handle in answer.content.decode()


@pytest.mark.parametrize(("handle", "words"), [("ab", "3 to 30"), ("admin", "reserved"), ("mina-member", "already")])
def test_a_handle_that_can_not_be_is_refused_with_the_reason(mina, handle, words):
    with pytest.raises(HandleRefused, match=words):
        rename(member_id=mina.pk, handle=handle)


def test_only_moderators_are_shown_the_old_name(cast, enter):
    rename(member_id=cast.member.pk, handle="quiet-mina")
    for who, seen in ((cast.author, False), (cast.member, False), (cast.editor, False), (cast.moderator, True)):
        page = profile(enter(who), "quiet-mina").content.decode()
        assert ("mina-member" in page) is seen, who.handle


def test_the_old_handle_of_somebody_who_has_gone_leads_nowhere(mina, enter):
    rename(member_id=mina.pk, handle="quiet-mina")
    Member.objects.filter(pk=mina.pk).update(is_active=False)
    assert profile(enter(make_member("nora-neighbour")), "mina-member").status_code == 404


@pytest.mark.usefixtures("still")
def test_a_list_of_names_can_not_be_tried_out(mina, enter):
    client = enter(mina)
    make_member("nora-neighbour")
    answers = [client.post(URL, {"handle": "nora-neighbour"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
