"""Appoint a moderator."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from forums.boards.appoint import appoint
from forums.boards.models import Board, Moderator
from forums.boards.moderation import moderates, moderation_of
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Moderation
from tests.conftest import viewer


def test_an_appointment_is_a_grant_and_a_recorded_decision(cast, board):
    until = clock.now() + timedelta(days=30)
    grant = appoint(member_id=cast.member.pk, board_id=board.pk, until=until, actor_id=cast.administrator.pk)
    assert (grant.board, grant.beneath, grant.until, grant.granted_by) == (board, False, until, cast.administrator)
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.target_kind, decision.target_id) == ("appoint", "member", cast.member.pk)
    assert (decision.actor, decision.member, decision.place_id) == (cast.administrator, cast.member, board.pk)
    assert moderates(viewer(cast.member), board)


def test_appointing_again_changes_the_grant_and_is_recorded_again(cast, board):
    before = Decision.objects.count()
    for beneath in (False, True):
        appoint(member_id=cast.member.pk, board_id=board.pk, beneath=beneath)
    assert Moderator.objects.get(member=cast.member).beneath
    assert Decision.objects.count() == before + 2


def test_a_moderator_of_the_site_moderates_every_board(cast, board, quiet):
    appoint(member_id=cast.member.pk, board_id=None)
    assert moderation_of(cast.member.pk) == Moderation(everywhere=True)
    assert moderates(viewer(cast.member), board)
    assert moderates(viewer(cast.member), quiet)


def test_grants_add_up(cast, board, quiet):
    appoint(member_id=cast.member.pk, board_id=board.pk, beneath=True)
    appoint(member_id=cast.member.pk, board_id=quiet.pk)
    assert moderation_of(cast.member.pk) == Moderation(False, frozenset({quiet.pk}), frozenset({board.condition_id}))


def test_beneath_a_general_board_is_nothing_but_the_board(cast, quiet):
    appoint(member_id=cast.member.pk, board_id=quiet.pk, beneath=True)
    assert moderation_of(cast.member.pk) == Moderation(False, frozenset({quiet.pk}))


def test_a_grant_that_ran_out_counts_for_nothing(cast, board):
    appoint(member_id=cast.member.pk, board_id=board.pk, until=clock.now() - timedelta(seconds=1))
    assert not moderation_of(cast.member.pk)
    assert not moderates(viewer(cast.member), board)


def test_a_member_has_one_grant_for_the_site(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Moderator.objects.create(member=cast.moderator, board=None)


def test_a_board_that_is_not_there_appoints_nobody(cast):
    before = Decision.objects.count()
    with pytest.raises(Board.DoesNotExist):
        appoint(member_id=cast.member.pk, board_id=10**9)
    assert not Moderator.objects.filter(member=cast.member).exists()
    assert Decision.objects.count() == before
