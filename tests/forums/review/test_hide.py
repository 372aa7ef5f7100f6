"""Hide a published post, or a whole thread."""

import pytest

from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide, hide_thread
from forums.review.models import Report
from forums.review.report import report
from forums.threads.edit import edit
from forums.threads.models import Post, State
from medigest.audit.models import Decision
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state, published, queue


def test_a_hidden_post_keeps_its_place_and_leaves_the_counts(cast, board, thread):
    post = fresh(reply(cast.member, thread))
    decision = hide(viewer=viewer(cast.local), post_id=post.pk, **SAID)
    now = fresh(post)
    assert (now.state, now.position, now.decision) == (State.HIDDEN, post.position, decision)
    assert (decision.actor, decision.member, decision.place_id) == (cast.local, cast.member, board.pk)
    assert (decision.action, decision.target_kind, decision.target_id) == ("hide", "post", post.pk)
    assert (decision.reason, decision.statement) == ("spam", SAID["statement"])
    assert (fresh(thread).posts, counts(board)["posts"]) == (1, 1)
    assert_counters_are_right()


def test_hiding_answers_every_open_report(cast, thread):
    post = reply(cast.member, thread)
    for reader in (cast.author, cast.newcomer):
        report(viewer=viewer(reader), post_id=post.pk, reason=SAID["reason"], note="")
    decision = hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert set(Report.objects.filter(post=post).values_list("closed_by", flat=True)) == {decision.pk}
    assert queue() == {}


def test_a_waiting_edit_of_a_hidden_post_waits_no_more(cast, thread):
    post = published(cast.newcomer, thread, cast)
    edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="Edited.", opened_edits=0)
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert queue() == {}


@pytest.mark.parametrize("state", [one for one in State if one != State.PUBLISHED])
def test_only_a_published_post_can_be_hidden(cast, thread, state):
    post = in_state(state, cast, thread)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert (fresh(post).state, Decision.objects.count()) == (state, before)


def test_hiding_a_thread_is_one_decision_about_the_thread_and_leaves_the_posts_states_alone(cast, board, thread):
    reply(cast.member, thread)
    before = Decision.objects.count()
    decision = hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert (decision.target_kind, decision.target_id, decision.member) == ("thread", thread.pk, cast.author)
    assert Decision.objects.count() == before + 1
    assert (fresh(thread).state, fresh(thread).decision) == (State.HIDDEN, decision)
    assert set(Post.objects.filter(thread=thread).values_list("state", flat=True)) == {"published"}
    assert counts(board)["threads"] == 0
    assert_counters_are_right()


def test_a_thread_that_is_hidden_already_is_decided_already(cast, thread):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    before = Decision.objects.count()
    with pytest.raises(AlreadyDecided):
        hide_thread(viewer=viewer(cast.local), thread_id=thread.pk, **SAID)
    assert Decision.objects.count() == before
