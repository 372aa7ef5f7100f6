"""Appoint and dismiss those who look after the site: with a reason, for a while, and visible on the board."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from forums.boards.appoint import appoint
from forums.boards.give_role import give_role
from forums.boards.models import Moderator
from forums.boards.moderation import moderates
from forums.boards.people import looking_after
from forums.boards.revoke import revoke
from forums.notices.models import Notice
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.accounts.appoint import LastAdministrator
from medigest.members.models import Member
from tests.conftest import make_member, reply, viewer
from tests.forums.helpers import fresh

SAID = {"handle": "Mina-Member", "office": "moderator", "days": "90", "statement": "She knows the board."}


def test_a_grant_that_is_taken_back_gives_no_right_and_the_member_is_told(
    cast, board, django_capture_on_commit_callbacks
):
    grant = Moderator.objects.get(member=cast.local)
    with django_capture_on_commit_callbacks(execute=True):
        revoke(grant_id=grant.pk, actor_id=cast.administrator.pk, statement="Thank you for three years.")
    assert not moderates(viewer(cast.local), board)
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.actor, decision.member) == ("revoke", cast.administrator, cast.local)
    assert (decision.place_id, decision.statement) == (board.pk, "Thank you for three years.")
    assert Notice.objects.get(event_id=decision.pk).member == cast.local
    assert "three years" in mail.outbox[0].body


def test_a_role_runs_out_by_itself(cast):
    until = clock.now() + timedelta(days=30)
    give_role(member_id=cast.member.pk, role=Member.Role.EDITOR, until=until, actor_id=cast.administrator.pk)
    editor = viewer(fresh(cast.member))
    assert editor.is_editor
    with clock.at(until):
        assert not editor.is_editor
        assert fresh(cast.member).office == Member.Role.MEMBER


@pytest.mark.parametrize(("role", "until"), [(Member.Role.MEMBER, None), (Member.Role.ADMINISTRATOR, timedelta(1))])
def test_the_site_keeps_an_administrator(cast, role, until):
    said = {"role": role, "until": until and clock.now() + until}
    with pytest.raises(LastAdministrator):
        give_role(member_id=cast.administrator.pk, **said)
    give_role(member_id=cast.editor.pk, role=Member.Role.ADMINISTRATOR)
    give_role(member_id=cast.administrator.pk, **said)
    assert fresh(cast.administrator).role == role


def test_an_administrator_appoints_and_dismisses_on_the_page(cast, board, enter):
    client, page = enter(cast.administrator), reverse("moderation:people")
    assert client.post(page, SAID | {"board": board.slug, "beneath": "on"}).status_code == 302
    grant = Moderator.objects.get(member=cast.member)
    assert (grant.board, grant.beneath, grant.granted_by) == (board, True, cast.administrator)
    assert timedelta(days=89) < grant.until - clock.now() <= timedelta(days=90)
    assert cast.member.handle in client.get(page).content.decode()
    dismiss = reverse("moderation:dismiss", args=[grant.pk])
    assert client.post(dismiss, {"statement": ""}).status_code == 422
    assert client.post(dismiss, {"statement": "The year is over."}).status_code == 302
    assert not Moderator.objects.filter(member=cast.member).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"handle": "nobody-here"},
        {"office": ""},
        {"office": "editor", "board": "quiet-room"},
        {"beneath": "on"},
        {"board": "no-such-board"},
        {"statement": ""},
    ],
)
def test_what_an_appointment_lacks_is_said_and_nothing_happens(cast, quiet, enter, change):
    answer = enter(cast.administrator).post(reverse("moderation:people"), SAID | change)
    assert answer.status_code == 422
    assert not Moderator.objects.filter(member=cast.member).exists()


def test_the_last_administrator_is_told_to_appoint_another_first(cast, enter):
    said = {"handle": "adam-admin", "office": "member", "days": "0", "statement": "I go."}
    answer = enter(cast.administrator).post(reverse("moderation:people"), said)
    assert answer.status_code == 422
    assert "Appoint another first" in answer.content.decode()


@pytest.mark.parametrize("who", ["moderator", "local", "editor", "member"])
def test_nobody_but_administrators_appoints(cast, enter, who):
    client = enter(getattr(cast, who))
    grant = Moderator.objects.get(member=cast.local)
    assert client.post(reverse("moderation:people"), SAID).status_code == 403
    assert client.post(reverse("moderation:dismiss", args=[grant.pk]), {"statement": "No."}).status_code == 403
    assert Moderator.objects.filter(pk=grant.pk).exists()


def test_a_board_names_those_who_look_after_it_and_no_others(cast, asps, board, quiet, enter):
    above = create(name="Sarcoma")
    relate(child_id=asps.pk, parent_ids=[above.pk])
    beneath, beside, late = make_member("bea-beneath"), make_member("bo-beside"), make_member("lars-late")
    appoint(member_id=beneath.pk, board_id=above.board.pk, beneath=True)
    appoint(member_id=beside.pk, board_id=above.board.pk)
    appoint(member_id=late.pk, board_id=board.pk, until=clock.now() - timedelta(days=1))
    assert {grant.member for grant in looking_after(board.pk, board.condition_id)} == {cast.local, beneath}
    text = enter(None).get(board.url).content.decode()
    assert {name for name in ("lou-local", "bea-beneath", "bo-beside", "lars-late") if name in text} == {
        "lou-local",
        "bea-beneath",
    }
    assert "The moderators of the whole site." in enter(cast.member).get(quiet.url).content.decode()


def test_a_badge_goes_with_the_role(cast, thread, enter):
    give_role(member_id=cast.member.pk, role=Member.Role.EDITOR, until=clock.now() + timedelta(days=1))
    reply(cast.member, thread)
    client = enter(None)
    assert 'class="badge">Editor' in client.get(thread.get_absolute_url()).content.decode()
    Member.objects.filter(pk=cast.member.pk).update(role_until=clock.now())
    assert 'class="badge">Editor' not in client.get(thread.get_absolute_url()).content.decode()
