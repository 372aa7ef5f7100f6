"""Publish what waits, or keep what was reported."""

import pytest

from forums.review.approve import approve
from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide_thread
from forums.review.models import Report
from forums.review.reasons import Reason
from forums.review.report import report
from forums.threads.edit import edit
from forums.threads.models import PostRevision, State
from medigest.audit.models import Decision
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state, published, queue


def test_a_held_reply_is_published_and_the_decision_recorded(cast, board, thread):
    post = in_state(State.HELD, cast, thread)
    decision = approve(viewer=viewer(cast.moderator), post_id=post.pk, statement=" Welcome! ")
    assert (fresh(post).state, fresh(post).position, fresh(post).decision) == (State.PUBLISHED, 2, decision)
    kept = fresh(decision)
    assert (kept.actor, kept.member, kept.place_id) == (cast.moderator, cast.newcomer, board.pk)
    assert (kept.action, kept.target_kind, kept.target_id) == ("approve", "post", post.pk)
    assert (kept.reason, kept.statement) == ("fine", "Welcome!")
    assert queue() == {}
    assert_counters_are_right()


def test_a_held_opening_post_brings_its_thread(cast, board):
    post = start(cast.newcomer, board)
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert fresh(post.thread).state == State.PUBLISHED
    assert counts(board)["threads"] == 1
    assert_counters_are_right()


def test_a_waiting_edit_takes_the_place_of_the_shown_text(cast, thread):
    post = published(cast.newcomer, thread, cast, "Approved.")
    edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="Edited *words*.", opened_edits=0)
    decision = approve(viewer=viewer(cast.moderator), post_id=post.pk)
    post = fresh(post)
    assert decision.action == "approve-edit"
    assert (post.source, post.pending, post.state) == ("Edited *words*.", None, State.PUBLISHED)
    assert "<em>words</em>" in post.html
    assert post.edited_at is not None
    assert list(PostRevision.objects.filter(post=post).order_by("number").values_list("state", flat=True)) == [
        "applied",
        "applied",
    ]
    assert queue() == {}


def test_keeping_a_reported_post_closes_all_its_reports_with_the_decision(cast, thread):
    post = reply(cast.member, thread)
    for reader in (cast.author, cast.newcomer):
        report(viewer=viewer(reader), post_id=post.pk, reason=Reason.SPAM, note="")
    decision = approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert decision.action == "keep"
    assert set(Report.objects.filter(post=post).values_list("closed_by", flat=True)) == {decision.pk}
    assert fresh(post).state == State.PUBLISHED
    assert queue() == {}
    assert_counters_are_right()


def test_publishing_a_post_twice_is_decided_already(cast, thread):
    post = in_state(State.HELD, cast, thread)
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        approve(viewer=viewer(cast.local), post_id=post.pk)
    assert Decision.objects.count() == before


@pytest.mark.parametrize("state", [State.PUBLISHED, State.REJECTED, State.WITHDRAWN, State.HIDDEN, State.REMOVED])
def test_where_nothing_waits_nothing_is_approved(cast, thread, state):
    post = in_state(state, cast, thread)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert (fresh(post).state, Decision.objects.count()) == (state, before)


def test_a_reply_that_waits_in_a_hidden_thread_is_not_published_and_leaves_no_decision(cast, thread):
    post = in_state(State.HELD, cast, thread)
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert (fresh(post).state, Decision.objects.count()) == (State.HELD, before)
