"""Who reported a post learns how it ended, and nothing that was said to its author."""

import pytest

from forums.notices import kinds
from forums.notices.models import Notice
from forums.review.approve import approve
from forums.review.hide import hide
from forums.review.reasons import Reason
from forums.review.report import report
from forums.threads.models import State
from tests.conftest import viewer
from tests.forums.helpers import SAID, in_state


@pytest.fixture
def reported(cast, thread):
    """Ada's post, which Mina and Nell report."""
    post = in_state(State.PUBLISHED, cast, thread)
    for reporter in (cast.member, cast.newcomer):
        report(viewer=viewer(reporter), post_id=post.pk, reason=Reason.SPAM, note="")
    return post


def told(member):
    found = Notice.objects.filter(member=member, kind="report")
    return [telling.text for telling in kinds.tell(found, viewer(member)).values()]


def test_each_who_reported_is_told_once_what_came_of_it(cast, reported, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.local), post_id=reported.pk, **SAID)
    for member in (cast.member, cast.newcomer):
        [text] = told(member)
        assert "took it out of sight" in text
    assert not told(cast.author)
    theirs = [message for message in mailoutbox if message.to == [cast.member.email]]
    assert len(theirs) == 1
    assert SAID["statement"] not in theirs[0].body
    assert "sarcoma" not in theirs[0].body.lower() + theirs[0].subject.lower()


def test_they_are_told_where_it_stays_as_well(cast, reported):
    approve(viewer=viewer(cast.local), post_id=reported.pk)
    assert "within the rules" in told(cast.member)[0]


def test_a_notice_tells_nothing_to_who_did_not_report(cast, reported):
    decision = hide(viewer=viewer(cast.local), post_id=reported.pk, **SAID)
    Notice.objects.create(member=cast.moderator, kind="report", event_id=decision.pk)
    assert told(cast.moderator) == []
