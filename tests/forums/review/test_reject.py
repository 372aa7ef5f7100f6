"""Do not publish what waits."""

import pytest

from forums.review.deciding import AlreadyDecided
from forums.review.reject import reject
from forums.review.report import report
from forums.threads.edit import edit
from forums.threads.models import PostRevision, State
from medigest.audit.models import Decision
from tests.conftest import start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, fresh, in_state, published, queue


def test_a_rejected_post_keeps_its_text_and_carries_the_decision(cast, board, thread):
    post = in_state(State.HELD, cast, thread)
    decision = reject(viewer=viewer(cast.local), post_id=post.pk, **SAID)
    post = fresh(post)
    assert (post.state, post.position, post.decision) == (State.REJECTED, None, decision)
    assert post.source == "A reply that shall be held."
    assert (decision.actor, decision.member, decision.place_id) == (cast.local, cast.newcomer, board.pk)
    assert (decision.action, decision.reason, decision.statement) == ("reject", "spam", SAID["statement"])
    assert queue() == {}
    assert_counters_are_right()


def test_a_rejected_opening_post_rejects_its_thread(cast, board):
    post = start(cast.newcomer, board)
    reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert fresh(post.thread).state == State.REJECTED
    assert_counters_are_right()


def test_an_edit_that_is_not_taken_leaves_the_earlier_text(cast, thread):
    post = published(cast.newcomer, thread, cast, "Approved.")
    edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="With an advert.", opened_edits=0)
    decision = reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    post = fresh(post)
    assert decision.action == "reject-edit"
    assert (post.source, post.state, post.pending) == ("Approved.", State.PUBLISHED, None)
    assert PostRevision.objects.get(post=post, number=2).state == "rejected"
    assert queue() == {}


def test_an_edit_that_is_not_taken_leaves_the_reports_open(cast, thread):
    post = published(cast.newcomer, thread, cast)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=SAID["reason"], note="")
    edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="With an advert.", opened_edits=0)
    assert queue() == {post.pk: (False, True, 1)}
    reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert queue() == {post.pk: (False, False, 1)}


@pytest.mark.parametrize("state", [one for one in State if one != State.HELD])
def test_where_nothing_waits_nothing_is_rejected(cast, thread, state):
    post = in_state(state, cast, thread)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert (fresh(post).state, Decision.objects.count()) == (state, before)
