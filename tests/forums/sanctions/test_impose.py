"""Warn, silence, suspend, and ban from a board."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from forums.notices.models import Notice
from forums.review import report
from forums.review.hide import hide
from forums.review.reasons import Reason
from forums.sanctions.impose import AlreadySanctioned, SanctionRefused, impose
from forums.sanctions.models import Sanction
from forums.threads.edit import edit
from forums.threads.models import State
from forums.threads.remove import remove
from forums.threads.submission import standing_of
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import reply, start, viewer
from tests.forums.helpers import fresh
from tests.forums.helpers import in_state as post_in_state
from tests.forums.sanctions.helpers import SAID, sanction


@pytest.mark.parametrize("kind", ["silence", "suspension"])
def test_who_is_silenced_or_suspended_writes_nowhere(cast, board, quiet, thread, kind):
    mine = reply(cast.member, thread)
    sanction(cast.moderator, cast.member, kind)
    for place in (board, quiet):
        with pytest.raises(Forbidden, match="You can still read, export your data and appeal"):
            start(cast.member, place)
    with pytest.raises(Forbidden):
        reply(cast.member, thread)
    with pytest.raises(Forbidden):
        edit(viewer=viewer(cast.member), post_id=mine.pk, body="Another text.", opened_edits=0)


def test_who_is_banned_writes_on_every_board_but_one(cast, board, quiet, thread):
    sanction(cast.local, cast.member, "ban", board_id=board.pk)
    with pytest.raises(Forbidden, match="banned you from this board"):
        reply(cast.member, thread)
    with pytest.raises(Forbidden):
        start(cast.member, board)
    assert start(cast.member, quiet).pk


def test_a_warning_takes_nothing(cast, board, thread):
    sanction(cast.local, cast.member, "warning", board_id=board.pk)
    assert reply(cast.member, thread).state == State.PUBLISHED


def test_taking_ones_own_text_back_is_always_free(cast, thread):
    mine = reply(cast.member, thread)
    sanction(cast.moderator, cast.member, "suspension")
    remove(viewer=viewer(cast.member), post_id=mine.pk)
    assert fresh(mine).state == State.REMOVED


def test_the_silenced_may_report_and_the_suspended_may_not(cast, thread):
    post = reply(cast.author, thread)
    said = {"post_id": post.pk, "reason": Reason.SPAM, "note": ""}
    sanction(cast.moderator, cast.member, "silence")
    assert report.report(viewer=viewer(cast.member), **said).report
    sanction(cast.moderator, cast.newcomer, "suspension")
    with pytest.raises(Forbidden, match="suspended"):
        report.report(viewer=viewer(cast.newcomer), **said)


@pytest.mark.parametrize("kind", ["silence", "suspension", "ban"])
def test_a_sanction_ends_by_itself(cast, board, thread, kind):
    held = sanction(cast.moderator, cast.member, kind, days=3, board_id=board.pk if kind == "ban" else None)
    with clock.at(held.until - timedelta(seconds=1)), pytest.raises(Forbidden):
        reply(cast.member, thread)
    with clock.at(held.until):
        assert reply(cast.member, thread).pk
        assert not held.holds


def test_the_reason_and_the_end_are_told_with_the_refusal(cast, thread):
    held = sanction(cast.moderator, cast.member, "silence")
    with pytest.raises(Forbidden) as refused:
        reply(cast.member, thread)
    assert held.until.strftime("%Y, %H:%M") in str(refused.value)


def test_the_standing_is_asked_in_one_query_and_knows_every_sanction(cast, board, django_assert_num_queries):
    sanction(cast.moderator, cast.member, "silence")
    sanction(cast.moderator, cast.member, "ban", board_id=board.pk)
    with django_assert_num_queries(1):
        standing = standing_of(viewer(cast.member))
    assert (standing.consented, standing.newcomer) == (True, False)
    assert {(stop.kind, stop.board_id) for stop in standing.stops} == {("silence", None), ("ban", board.pk)}


def test_the_powers_of_the_suspended_sleep(cast, thread):
    post = reply(cast.author, thread)
    sanction(cast.administrator, cast.moderator, "suspension")
    looking = viewer(cast.moderator)
    assert not looking.is_moderator
    with pytest.raises(Forbidden):
        hide(viewer=looking, post_id=post.pk, **SAID)
    sanction(cast.administrator, cast.editor, "suspension")
    assert not viewer(cast.editor).is_editor


def test_the_decision_is_recorded_and_the_member_is_told_on_the_site_and_by_mail(
    cast, board, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        held = sanction(cast.local, cast.member, "ban", board_id=board.pk)
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.target_kind, decision.target_id) == ("ban", "sanction", held.pk)
    assert (decision.actor, decision.member, decision.place_id) == (cast.local, cast.member, board.pk)
    assert (decision.reason, decision.statement) == (SAID["reason"], SAID["statement"])
    assert Notice.objects.get(event_id=decision.pk).member == cast.member
    (message,) = mail.outbox
    assert message.to == [cast.member.email]
    assert SAID["statement"] in message.body
    assert board.title not in message.subject + message.body


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        ("silence", {"statement": " "}, "statement"),
        ("warning", {"days": None}, "days"),
        ("silence", {"days": 0}, "days"),
        ("silence", {"days": 10_000}, "days"),
        ("ban", {}, "board"),
    ],
)
def test_what_a_sanction_lacks_is_said_by_field_and_nothing_happens(cast, kind, change, field):
    before = Decision.objects.count()
    said = {"kind": Sanction.Kind(kind), "days": 3, **SAID, **change}
    with pytest.raises(SanctionRefused) as refused:
        impose(viewer=viewer(cast.moderator), member_id=cast.member.pk, **said)
    assert set(refused.value.problems) == {field}
    assert (Sanction.objects.count(), Decision.objects.count()) == (0, before)


@pytest.mark.parametrize("kind", ["silence", "suspension"])
def test_what_holds_everywhere_names_no_board(cast, board, kind):
    with pytest.raises(SanctionRefused):
        sanction(cast.moderator, cast.member, kind, board_id=board.pk)


def test_of_two_moderators_who_act_at_once_one_finds_what_the_other_did(cast):
    sanction(cast.moderator, cast.member, "silence")
    with pytest.raises(AlreadySanctioned):
        sanction(cast.administrator, cast.member, "silence")
    assert Sanction.objects.count() == 1


@pytest.mark.parametrize("who", ["newcomer", "author", "editor"])
def test_nobody_but_moderators_sanctions(cast, board, who):
    for kind, board_id in (("silence", None), ("ban", board.pk)):
        with pytest.raises(Forbidden):
            sanction(getattr(cast, who), cast.member, kind, board_id=board_id)


def test_a_moderator_of_one_board_decides_about_that_board_only(cast, board, quiet):
    for kind, board_id in (("silence", None), ("suspension", None), ("warning", None), ("ban", quiet.pk)):
        with pytest.raises(Forbidden):
            sanction(cast.local, cast.member, kind, board_id=board_id)
    assert sanction(cast.local, cast.member, "ban", board_id=board.pk).board == board


def test_who_looks_after_the_site_is_sanctioned_by_administrators_only(cast, board):
    for whom in (cast.local, cast.editor, cast.administrator):
        with pytest.raises(Forbidden, match="Only an administrator"):
            sanction(cast.moderator, whom, "silence")
    assert sanction(cast.administrator, cast.local, "silence").pk


def test_nobody_sanctions_themselves(cast):
    with pytest.raises(Forbidden, match="yourself"):
        sanction(cast.administrator, cast.administrator, "silence")


def test_the_database_knows_no_ban_without_a_board_and_no_end_without_a_second(cast, board):
    until = clock.now() + timedelta(days=1)
    for wrong in (
        {"kind": "ban", "until": until},
        {"kind": "silence", "board": board, "until": until},
        {"kind": "nonsense", "until": until},
        {"kind": "silence"},
        {"kind": "silence", "endless": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.create(member=cast.member, reason="spam", **wrong)


def test_a_decision_tells_how_it_came_about(cast, thread):
    held = post_in_state(State.REJECTED, cast, thread)
    assert fresh(held).decision.basis == Decision.Basis.REVIEW
    assert fresh(held).decision.since == held.created_at
    post = reply(cast.author, thread)
    report.report(viewer=viewer(cast.member), post_id=post.pk, reason=Reason.SPAM, note="")
    assert hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID).basis == Decision.Basis.REPORT
    other = reply(cast.author, thread)
    assert hide(viewer=viewer(cast.moderator), post_id=other.pk, **SAID).basis == Decision.Basis.OWN
