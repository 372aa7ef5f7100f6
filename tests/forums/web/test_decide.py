"""A moderator decides about a post, on the page."""

import pytest
from django.urls import reverse

from forums.review.approve import approve
from forums.review.deciding import ReasonOwed
from forums.review.hide import hide
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.threads.models import Post, State
from medigest.audit.models import Decision
from tests.conftest import reply, start, viewer
from tests.forums.helpers import fresh, in_state
from tests.forums.web.pages import kept

SAID = {"reason": "spam", "statement": "It advertises a clinic."}


def url(post: Post, action: str) -> str:
    return reverse("moderation:decide", args=[post.pk, action])


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        (State.HELD, "approve", State.PUBLISHED),
        (State.HELD, "reject", State.REJECTED),
        (State.PUBLISHED, "hide", State.HIDDEN),
        (State.HIDDEN, "restore", State.PUBLISHED),
    ],
)
def test_a_decision_is_taken_with_its_reason_and_statement(cast, thread, enter, before, action, after):
    post = in_state(before, cast, thread)
    reason = "fine" if action == "approve" else "spam"
    answer = enter(cast.moderator).post(url(post, action), SAID | {"reason": reason})
    assert (answer.status_code, fresh(post).state) == (302, after)
    decision = Decision.objects.latest("pk")
    assert (decision.reason, decision.statement, decision.actor) == (reason, SAID["statement"], cast.moderator)


def test_a_text_that_is_published_broke_no_rule(cast, thread, enter):
    post = in_state(State.HELD, cast, thread)
    answer = enter(cast.moderator).post(url(post, "approve"), SAID)
    assert (answer.status_code, fresh(post).state) == (422, State.HELD)


@pytest.mark.parametrize("verb", [reject, hide])
def test_no_way_in_takes_a_text_away_without_a_statement(cast, thread, verb):
    post = in_state(State.HELD if verb is reject else State.PUBLISHED, cast, thread)
    with pytest.raises(ReasonOwed):
        verb(viewer=viewer(cast.moderator), post_id=post.pk, reason=Reason.SPAM, statement=" ")
    assert fresh(post).state == post.state


@pytest.mark.parametrize(("before", "action"), [(State.HELD, "reject"), (State.PUBLISHED, "hide")])
@pytest.mark.parametrize("change", [{"statement": ""}, {"statement": "  "}, {"reason": "fine"}, {"reason": ""}])
def test_what_takes_a_text_away_owes_its_author_a_reason_and_a_statement(cast, thread, enter, before, action, change):
    post = in_state(before, cast, thread)
    count = Decision.objects.count()
    answer = enter(cast.moderator).post(url(post, action), SAID | change)
    assert (answer.status_code, fresh(post).state, Decision.objects.count()) == (422, before, count)
    assert (SAID | change)["statement"].strip() in kept(answer)


def test_publishing_owes_no_statement(cast, thread, enter):
    post = in_state(State.HELD, cast, thread)
    enter(cast.moderator).post(url(post, "approve"), {"reason": "fine"})
    assert fresh(post).state == State.PUBLISHED


def test_what_somebody_else_decided_already_is_said_and_nothing_changed(cast, thread, enter):
    post = in_state(State.HELD, cast, thread)
    approve(viewer=viewer(cast.local), post_id=post.pk)
    count = Decision.objects.count()
    answer = enter(cast.moderator).post(url(post, "reject"), SAID, follow=True)
    assert "somebody else has decided this already" in answer.content.decode()
    assert (fresh(post).state, Decision.objects.count()) == (State.PUBLISHED, count)


def test_after_a_decision_comes_the_next_that_waits_and_then_the_queue(cast, thread, enter):
    first, second = in_state(State.HELD, cast, thread), in_state(State.HELD, cast, thread)
    client = enter(cast.moderator)
    answer = client.post(url(first, "approve"), {"reason": "fine"})
    assert answer.url == reverse("moderation:item", args=[second.pk])
    assert client.post(url(second, "approve"), {"reason": "fine"}).url == reverse("moderation:queue")


def test_a_moderator_of_one_board_finds_nothing_of_another(cast, quiet, enter):
    post = in_state(State.HELD, cast, start(cast.author, quiet).thread)
    answer = enter(cast.local).post(url(post, "approve"), {"reason": "fine"})
    assert (answer.status_code, fresh(post).state) == (404, State.HELD)


def test_with_the_powers_asleep_the_second_factor_is_asked_for_and_the_statement_is_not_needed(cast, thread, enter):
    post = in_state(State.HELD, cast, thread)
    answer = enter(cast.moderator, second_factor=False).post(url(post, "approve"), {"reason": "fine"})
    assert (answer.status_code, fresh(post).state) == (403, State.HELD)
    assert "second factor" in answer.content.decode()


def test_an_action_that_is_none_is_not_there(cast, thread, enter):
    post = in_state(State.HELD, cast, thread)
    assert enter(cast.moderator).post(url(post, "publish"), SAID).status_code == 404


def test_about_what_they_wrote_themselves_a_moderator_is_told_that_another_decides(cast, thread, enter):
    post, client = reply(cast.local, thread), enter(cast.local)
    page = client.get(reverse("moderation:item", args=[post.pk])).content.decode()
    assert "another moderator decides about it" in page
    assert url(post, "hide") not in page
    answer = client.post(url(post, "hide"), SAID)
    assert (answer.status_code, fresh(post).state) == (403, State.PUBLISHED)
    assert SAID["statement"] in answer.content.decode(), "what was typed is lost"
    others = enter(cast.moderator).get(reverse("moderation:item", args=[post.pk])).content.decode()
    assert url(post, "hide") in others
