"""A reader reports a post."""

import pytest
from django.db import IntegrityError, transaction

from forums.review.approve import approve
from forums.review.models import Report
from forums.review.reasons import Reason
from forums.review.report import report
from forums.threads.edit import edit
from forums.threads.models import Post, State
from medigest.kit.refusals import Forbidden
from tests.conftest import reply, viewer
from tests.forums.helpers import fresh, in_state, queue


def test_a_report_keeps_what_the_post_said_and_puts_it_in_the_queue(cast, thread):
    post = reply(cast.member, thread, "Drink turpentine.")
    done = report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.DANGEROUS_ADVICE, note=" Poison! ")
    edit(viewer=viewer(cast.member), post_id=post.pk, body="Drink tea.", opened_edits=0)
    made = fresh(done.report)
    assert (made.snapshot, made.note, made.reason, made.reporter) == (
        "Drink turpentine.",
        "Poison!",
        "dangerous-advice",
        cast.author,
    )
    assert not done.repeated
    assert queue() == {post.pk: (False, False, 1)}
    assert fresh(post).state == State.PUBLISHED


def test_one_reader_has_one_open_report_of_a_post(cast, thread):
    post = reply(cast.member, thread)
    first = report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.SPAM, note="First.")
    second = report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.OTHER, note="Second.")
    assert (second.repeated, second.report.pk) == (True, first.report.pk)
    assert fresh(first.report).note == "First."
    report(viewer=viewer(cast.newcomer), post_id=post.pk, reason=Reason.SPAM, note="")
    assert queue() == {post.pk: (False, False, 2)}


def test_the_database_itself_refuses_a_second_open_report(cast, thread):
    post = reply(cast.member, thread)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.SPAM, note="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(post=post, reporter=cast.author, reason=Reason.SPAM, snapshot="")


def test_after_a_decision_the_same_reader_can_report_again(cast, thread):
    post = reply(cast.member, thread)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.SPAM, note="")
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    again = report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.SPAM, note="")
    assert not again.repeated
    assert queue() == {post.pk: (False, False, 1)}


def test_nobody_reports_their_own_post(cast, thread):
    with pytest.raises(Forbidden, match="your own post"):
        report(viewer=viewer(cast.author), post_id=Post.objects.get(thread=thread).pk, reason=Reason.SPAM, note="")


def test_a_visitor_is_asked_to_log_in(thread):
    with pytest.raises(Forbidden, match="Log in"):
        report(viewer=viewer(None), post_id=Post.objects.get(thread=thread).pk, reason=Reason.SPAM, note="")


@pytest.mark.parametrize("state", [one for one in State if one != State.PUBLISHED])
def test_only_a_published_post_can_be_reported(cast, thread, state):
    post = in_state(state, cast, thread)
    with pytest.raises(Forbidden, match="nothing to report"):
        report(viewer=viewer(cast.moderator), post_id=post.pk, reason=Reason.SPAM, note="")


def test_within_the_rules_is_no_reason_to_report(cast, thread):
    with pytest.raises(ValueError, match="no reason of a report"):
        report(viewer=viewer(cast.member), post_id=Post.objects.get(thread=thread).pk, reason=Reason.FINE, note="")


def test_a_newcomer_may_report(cast, thread):
    post = Post.objects.get(thread=thread)
    assert not report(viewer=viewer(cast.newcomer), post_id=post.pk, reason=Reason.SELF_HARM, note="").repeated
