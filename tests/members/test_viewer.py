"""The Viewer: powers that count only after a second factor."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forums.boards.appoint import appoint
from medigest.kit import clock
from medigest.members.viewer import NOTHING, Moderation, Viewer
from tests.conftest import viewer


def powers(one: Viewer) -> tuple[bool, bool, bool, bool]:
    return one.is_moderator, one.is_editor, one.is_administrator, one.powers_asleep


@pytest.mark.parametrize(
    ("who", "awake", "asleep"),
    [
        ("newcomer", (False, False, False), False),
        ("member", (False, False, False), False),
        ("local", (True, False, False), True),
        ("moderator", (True, False, False), True),
        ("editor", (False, True, False), True),
        ("administrator", (True, True, True), True),
    ],
)
def test_powers_sleep_until_a_second_factor_was_shown(cast, who, awake, asleep):
    member = getattr(cast, who)
    assert powers(viewer(member)) == (*awake, False)
    assert powers(viewer(member, second_factor=False)) == (False, False, False, asleep)


def test_where_no_second_factor_is_asked_for_powers_are_awake(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert viewer(cast.moderator, second_factor=False).is_moderator
    assert viewer(cast.administrator, second_factor=False).is_administrator


def test_a_visitor_has_no_power_and_no_name(db):
    nobody = viewer(None)
    assert powers(nobody) == (False, False, False, False)
    assert (nobody.is_member, nobody.member_id, nobody.handle, nobody.moderation) == (False, None, "", NOTHING)


def test_what_is_moderated_is_told_by_the_forums(cast, board):
    assert viewer(cast.local).moderation == Moderation(boards=frozenset({board.pk}))
    assert viewer(cast.moderator).moderation == Moderation(everywhere=True)


def test_a_session_with_a_second_factor_opens_the_moderators_pages_and_one_without_does_not(cast, enter):
    queue = reverse("moderation:queue")
    assert enter(cast.moderator).get(queue).status_code == 200
    answer = enter(cast.moderator, second_factor=False).get(queue)
    assert answer.status_code == 403
    assert reverse("mfa_index") in answer.content.decode()
    assert enter(cast.member).get(queue).status_code == 403
    assert enter(None).get(queue).status_code == 302


def test_a_grant_that_runs_out_closes_the_pages_at_the_next_request(cast, board, enter):
    client, queue = enter(cast.local), reverse("moderation:queue")
    assert client.get(queue).status_code == 200
    appoint(member_id=cast.local.pk, board_id=board.pk, until=clock.now() - timedelta(minutes=1))
    assert client.get(queue).status_code == 403
