"""A moderator changes a text: visibly, with a reason, and with the text of before kept."""

import pytest
from django.urls import reverse

from forums.review.amend import amend
from forums.review.deciding import AlreadyDecided, ReasonOwed
from forums.review.models import QueueItem, Report
from forums.review.reasons import Reason
from forums.review.report import report
from forums.threads.edit import EditedMeanwhile, edit
from forums.threads.models import State
from medigest.kit.refusals import Forbidden
from tests.conftest import viewer
from tests.forums.helpers import fresh, in_state

CHANGE = {
    "body": "Call your doctor.",
    "note": "Took out a telephone number",
    "opened_edits": 0,
    "reason": Reason.PERSONAL_DATA,
    "statement": "Please share no numbers.",
}


def test_readers_see_that_a_text_was_changed_and_why(cast, thread, enter):
    post = in_state(State.PUBLISHED, cast, thread)
    report(viewer=viewer(cast.member), post_id=post.pk, reason=Reason.PERSONAL_DATA, note="")
    decision = amend(viewer=viewer(cast.local), post_id=post.pk, **CHANGE)
    assert (decision.action, decision.member) == ("amend", cast.author)
    page = enter(None).get(thread.get_absolute_url()).content.decode()
    assert "Call your doctor." in page
    assert "Took out a telephone number" in page
    assert CHANGE["statement"] not in page
    assert list(fresh(post).revisions.values_list("source", flat=True)) == [post.source, CHANGE["body"]]
    assert not QueueItem.objects.exists()
    assert Report.objects.get().closed_by == decision


def test_a_held_text_is_changed_and_still_waits(cast, thread):
    post = in_state(State.HELD, cast, thread)
    amend(viewer=viewer(cast.local), post_id=post.pk, **CHANGE)
    assert (fresh(post).state, fresh(post).source) == (State.HELD, CHANGE["body"])
    assert QueueItem.objects.get().post == post


@pytest.mark.parametrize("lack", [{"note": " "}, {"statement": ""}, {"reason": Reason.FINE}])
def test_a_change_owes_its_note_reason_and_statement(cast, thread, lack):
    post = in_state(State.PUBLISHED, cast, thread)
    with pytest.raises(ReasonOwed):
        amend(viewer=viewer(cast.local), post_id=post.pk, **CHANGE | lack)
    assert fresh(post).source == post.source


def test_a_text_that_changed_meanwhile_is_not_overwritten(cast, thread):
    post = in_state(State.PUBLISHED, cast, thread)
    edit(viewer=viewer(cast.author), post_id=post.pk, body="I say it better.", opened_edits=0)
    with pytest.raises(EditedMeanwhile):
        amend(viewer=viewer(cast.local), post_id=post.pk, **CHANGE)


@pytest.mark.parametrize("state", [State.REJECTED, State.HIDDEN, State.REMOVED])
def test_what_nobody_reads_is_not_changed(cast, thread, state):
    with pytest.raises(AlreadyDecided):
        amend(viewer=viewer(cast.local), post_id=in_state(state, cast, thread).pk, **CHANGE)


def test_nobody_else_changes_a_text(cast, thread):
    post = in_state(State.PUBLISHED, cast, thread)
    with pytest.raises(Forbidden):
        amend(viewer=viewer(cast.member), post_id=post.pk, **CHANGE)


def test_on_the_page_a_lacking_note_keeps_the_text(cast, thread, enter):
    post = in_state(State.PUBLISHED, cast, thread)
    url = reverse("moderation:amend", args=[post.pk])
    sent = {"body": "My careful text.", "note": "", "edits": 0, "reason": "spam", "statement": "Why."}
    client = enter(cast.local)
    assert post.source in client.get(url).content.decode()
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "My careful text." in answer.content.decode()
    assert client.post(url, sent | {"note": "Took out a name"}).status_code == 302
    assert fresh(post).amended_note == "Took out a name"
