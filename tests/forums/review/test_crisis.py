"""The crisis lane: held, shown to its author with help lines, first in the queue, mailed, answered, never lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import TestCase
from django.urls import reverse

from forums.boards.models import Moderator
from forums.review.attend import attend
from forums.review.crisis import ANSWER_WITHIN, measured_wait
from forums.review.deciding import AlreadyDecided, ReasonOwed
from forums.review.models import CrisisCall, QueueItem
from forums.review.reasons import Reason, Urgency
from forums.review.report import report
from forums.threads.models import Post, State
from forums.threads.remove import remove
from medigest.kit import clock
from medigest.mailing.models import Mail
from tests.conftest import reply, viewer
from tests.forums.helpers import fresh, in_state
from tests.forums.web.pages import reply_url

CRY = "I can't sleep, and I want to die."
WORD = "We read you, and we are here."


@pytest.fixture
def cried(cast, thread):
    """A cry for help by a member whose posts are not held else; its mails are sent."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return reply(cast.author, thread, CRY)


def test_a_cry_for_help_is_held_first_in_the_queue_with_a_clock(cast, thread, cried):
    in_state(State.HELD, cast, thread)
    first, call = QueueItem.objects.order_by("rank").first(), CrisisCall.objects.get()
    assert (first.post, first.urgency, cried.state) == (cried, Urgency.CRISIS, State.HELD)
    assert call.due_at == call.opened_at + ANSWER_WITHIN


def test_its_author_is_shown_help_lines_at_once_and_nothing_is_promised(cast, thread, enter):
    client = enter(cast.author)
    answer = client.post(reply_url(thread), {"body": CRY, "key": "a-key-of-mine"})
    post = Post.objects.get(source=CRY)
    assert answer.url == reverse("forums:care", args=[post.pk])
    page = client.get(answer.url).content.decode()
    assert "Thank you for writing this" in page
    assert "tell yet how long that takes" in page
    assert "116 123" not in page
    assert "116 123" in client.get(answer.url + "?country=gb").content.decode()
    assert "no line there" in client.get(answer.url + "?country=other").content.decode()
    assert enter(cast.member).get(answer.url).status_code == 404


def test_those_on_call_are_mailed_once_and_the_mail_discloses_nothing(cast, cried):
    assert sorted(one.to[0] for one in mail.outbox) == ["lou-local@example.org", "mo-moderator@example.org"]
    for message in mail.outbox:
        assert CRY not in message.body
        assert "sarcoma" not in message.body.lower() + message.subject.lower()
        assert reverse("moderation:item", args=[cried.pk]) in message.body


def test_where_nobody_is_on_call_everybody_is_told(cast, thread):
    Moderator.objects.update(on_call=False)
    with TestCase.captureOnCommitCallbacks(execute=True):
        reply(cast.author, thread, CRY)
    assert {one.to[0] for one in mail.outbox} >= {"adam-admin@example.org", "mo-moderator@example.org"}


def test_whoever_is_told_late_is_not_told_at_all(cast, thread, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        post = reply(cast.author, thread, CRY)
    assert {one.member for one in Mail.objects.filter(kind="call")} == {cast.moderator, cast.local}
    attend(viewer=viewer(cast.local), post_id=post.pk, statement=WORD)
    for send in waiting:
        send()
    assert set(Mail.objects.filter(kind="call").values_list("stage", flat=True)) == {Mail.Stage.DROPPED}
    assert not [message for message in mail.outbox if "cry for help" in message.body]


def test_a_call_is_answered_by_a_word_and_the_post_stays_held(cast, cried):
    with pytest.raises(ReasonOwed):
        attend(viewer=viewer(cast.local), post_id=cried.pk, statement=" ")
    decision = attend(viewer=viewer(cast.local), post_id=cried.pk, statement=WORD)
    assert CrisisCall.objects.get().answered_at == decision.created_at
    item = QueueItem.objects.get()
    assert (fresh(cried).state, item.urgency, item.held) == (State.HELD, Urgency.ORDINARY, True)
    with pytest.raises(AlreadyDecided):
        attend(viewer=viewer(cast.local), post_id=cried.pk, statement=WORD)


def test_a_cry_that_its_author_takes_back_still_waits_for_somebody(cast, cried):
    remove(viewer=viewer(cast.author), post_id=cried.pk)
    assert QueueItem.objects.get().urgency == Urgency.CRISIS
    attend(viewer=viewer(cast.local), post_id=cried.pk, statement=WORD)
    assert not QueueItem.objects.exists()


def test_a_report_that_somebody_is_in_danger_calls_too_and_leads_to_the_lines(cast, thread, enter):
    post = in_state(State.PUBLISHED, cast, thread)
    answer = enter(cast.member).post(reverse("forums:report", args=[post.pk]), {"reason": "self-harm", "note": ""})
    assert answer.url == reverse("forums:care", args=[post.pk])
    assert CrisisCall.objects.get().post == post
    assert fresh(post).state == State.PUBLISHED
    page = enter(cast.member).get(answer.url).content.decode()
    assert "Thank you for looking out for somebody" in page
    report(viewer=viewer(cast.newcomer), post_id=post.pk, reason=Reason.SELF_HARM, note="")
    assert CrisisCall.objects.count() == 1


def test_the_wait_is_told_as_it_was_measured_once_there_is_enough_to_measure(cast, thread, enter):
    moment = clock.now()
    for minutes in (2, 4, 50):
        with clock.at(moment):
            post = reply(cast.author, thread, CRY)
        assert measured_wait() is None
        with clock.at(moment + timedelta(minutes=minutes)):
            attend(viewer=viewer(cast.local), post_id=post.pk, statement=WORD)
    assert measured_wait() == timedelta(minutes=4)
    last = reply(cast.author, thread, CRY)
    page = enter(cast.author).get(reverse("forums:care", args=[last.pk])).content.decode()
    assert "half were answered within 4 minutes" in page


def test_a_moderator_answers_on_the_page_in_two_keys_worth_of_form(cast, cried, enter):
    client = enter(cast.local)
    page = client.get(reverse("moderation:item", args=[cried.pk])).content.decode()
    assert "Somebody may be in danger." in page
    assert "I have taken care" in page
    url = reverse("moderation:decide", args=[cried.pk, "attend"])
    assert client.post(url, {"reason": "self-harm", "statement": WORD}).status_code == 302
    assert not CrisisCall.objects.filter(answered_at=None).exists()
