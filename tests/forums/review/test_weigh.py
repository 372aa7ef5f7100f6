"""Reports weigh by who sends them; a reporter learns the outcome, and abuse of reports shows."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import TestCase
from django.urls import reverse

from forums.boards.models import Board
from forums.notices.models import Notice
from forums.review.approve import approve
from forums.review.hide import hide
from forums.review.models import QueueItem, Report
from forums.review.reasons import Reason
from forums.review.report import report
from forums.review.reporters import Record
from forums.review.restore import restore
from forums.review.weigh import MEMBERS, NEWCOMERS, TRUSTED, weight_of, weights
from forums.threads.models import State
from medigest.audit.models import Decision
from tests.conftest import make_member, settle, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, fresh, in_state


@pytest.fixture
def readers(cast):
    """Three members who are no newcomers."""
    found = [make_member(f"reader-{number}") for number in range(3)]
    Board.objects.filter(slug="settled").update(slug="settled-before")
    settle(*found)
    return found


def reported(post, *members, reason=Reason.SPAM):
    for member in members:
        report(viewer=viewer(member), post_id=post.pk, reason=reason, note="")


def test_enough_weight_hides_a_post_until_a_moderator_has_read_it(cast, thread, readers):
    post = in_state(State.PUBLISHED, cast, thread)
    reported(post, *readers[:2])
    assert fresh(post).state == State.PUBLISHED
    reported(post, readers[2])
    decision = Decision.objects.latest("pk")
    assert (fresh(post).state, decision.action, decision.actor, decision.member) == (
        State.HIDDEN,
        "auto-hide",
        None,
        cast.author,
    )
    assert QueueItem.objects.get().reports == 3
    assert_counters_are_right()
    restore(viewer=viewer(cast.local), post_id=post.pk, reason=Reason.FINE, statement="")
    assert (fresh(post).state, QueueItem.objects.exists()) == (State.PUBLISHED, False)


def test_what_reports_have_hidden_stays_hidden_by_a_moderators_decision(cast, thread, readers):
    post = in_state(State.PUBLISHED, cast, thread)
    reported(post, *readers)
    decision = hide(viewer=viewer(cast.local), post_id=post.pk, **SAID)
    assert (decision.action, fresh(post).decision, QueueItem.objects.exists()) == ("uphold", decision, False)
    assert not Report.objects.filter(closed_by=None).exists()


def test_newcomers_alone_weigh_less(cast, thread):
    post = in_state(State.PUBLISHED, cast, thread)
    reported(post, *(make_member(f"new-{number}") for number in range(5)))
    assert fresh(post).state == State.PUBLISHED


def test_nobody_who_may_be_in_danger_is_hidden_by_numbers(cast, thread, readers):
    post = in_state(State.PUBLISHED, cast, thread)
    reported(post, *readers, reason=Reason.SELF_HARM)
    assert fresh(post).state == State.PUBLISHED


def test_a_board_can_do_without(cast, board, thread, readers):
    Board.objects.filter(pk=board.pk).update(hide_at=0)
    post = in_state(State.PUBLISHED, cast, thread)
    reported(post, *readers)
    assert fresh(post).state == State.PUBLISHED


@pytest.mark.parametrize(
    ("record", "established", "weight"),
    [
        (None, False, NEWCOMERS),
        (None, True, MEMBERS),
        (Record(3, 3, 0), True, TRUSTED),
        (Record(5, 3, 2), True, MEMBERS),
        (Record(3, 0, 3), True, 0),
        (Record(7, 4, 3), True, MEMBERS),
    ],
)
def test_a_weight_follows_standing_and_record(record, established, weight):
    assert weight_of(record, established=established) == weight


def test_reports_that_were_right_or_wrong_are_counted(cast, thread, readers):
    for number in range(6):
        post = in_state(State.PUBLISHED, cast, thread)
        reported(post, readers[number % 2])
        if number % 2:
            hide(viewer=viewer(cast.local), post_id=post.pk, **SAID)
        else:
            approve(viewer=viewer(cast.local), post_id=post.pk)
    assert weights([one.pk for one in readers]) == {readers[0].pk: 0, readers[1].pk: TRUSTED, readers[2].pk: MEMBERS}


def test_the_snapshot_of_a_report_can_be_erased_and_never_rewritten(cast, thread):
    reported(in_state(State.PUBLISHED, cast, thread), cast.member)
    snapshot = Report.objects.get().snapshot
    with pytest.raises(DatabaseError, match="unaltered"), transaction.atomic():
        Report.objects.update(snapshot="It said something worse.")
    assert Report.objects.get().snapshot == snapshot
    Report.objects.update(snapshot="")
    assert Report.objects.get().snapshot == ""


@pytest.mark.parametrize(("keeps", "words"), [(False, "took it out of sight"), (True, "it stays")])
def test_a_reporter_learns_the_outcome_and_not_the_statement(cast, thread, enter, keeps, words):
    post = in_state(State.PUBLISHED, cast, thread)
    reported(post, cast.member)
    mail.outbox = []
    with TestCase.captureOnCommitCallbacks(execute=True):
        if keeps:
            approve(viewer=viewer(cast.local), post_id=post.pk)
        else:
            hide(viewer=viewer(cast.local), post_id=post.pk, **SAID)
    [told] = [message for message in mail.outbox if message.to == ["mina-member@example.org"]]
    assert words in told.body
    assert SAID["statement"] not in told.body
    client = enter(cast.member)
    page = client.get("/notices/").content.decode()
    assert words in page
    assert SAID["statement"] not in page
    notice = Notice.objects.get(member=cast.member)
    assert client.get(reverse("notices:open", args=[notice.pk])).url == "/notices/"
