"""The form under a thread."""

import pytest

from forums.boards.models import Board
from forums.policy import MEMBERS_PACE
from forums.review.hide import hide, hide_thread
from forums.review.reasons import Reason
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, State
from medigest.members.models import Consent
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, fresh
from tests.forums.web.pages import REPLY, kept, place, read, reply_url


def test_a_member_lands_at_the_new_post(cast, thread, enter):
    answer = enter(cast.member).post(reply_url(thread), REPLY)
    post = Post.objects.get(submission_key=REPLY["key"])
    assert (answer.status_code, answer.url) == (302, place(post))
    assert (post.state, post.position, post.source) == (State.PUBLISHED, 2, REPLY["body"])


def test_a_newcomer_lands_at_the_waiting_post(cast, thread, enter):
    answer = enter(cast.newcomer).post(reply_url(thread), REPLY)
    post = Post.objects.get(submission_key=REPLY["key"])
    assert (answer.url, post.state) == (place(post), State.HELD)


def test_the_twenty_first_post_is_on_the_second_page(cast, thread, enter):
    for number in range(19):
        reply(cast.member, thread, f"Reply {number}")
    answer = enter(cast.member).post(reply_url(thread), REPLY)
    assert answer.url.endswith("?page=2#post-21")


def test_the_form_sent_twice_makes_one_post_and_both_answers_lead_to_it(cast, thread, enter):
    client = enter(cast.member)
    first, second = client.post(reply_url(thread), REPLY), client.post(reply_url(thread), REPLY)
    assert (second.status_code, second.url) == (302, first.url)
    assert fresh(thread).posts == 2


def test_the_same_key_with_another_text_gives_the_text_back_and_a_link_to_the_first_post(cast, thread, enter):
    client = enter(cast.member)
    client.post(reply_url(thread), REPLY)
    first = Post.objects.get(submission_key=REPLY["key"])
    answer = client.post(reply_url(thread), REPLY | {"body": "Quite another text."})
    assert answer.status_code == 409
    assert "Quite another text." in kept(answer)
    assert f"/forums/posts/{first.pk}/edit/" in read(answer).links
    assert fresh(thread).posts == 2


def test_an_answer_to_a_post_that_was_hidden_meanwhile_comes_back_to_be_sent_plainly(cast, thread, enter):
    gone = reply(cast.author, thread)
    hide(viewer=viewer(cast.moderator), post_id=gone.pk, **SAID)
    answer = enter(cast.member).post(reply_url(thread), REPLY | {"reply_to": 2})
    assert answer.status_code == 422
    assert "send it as a plain reply" in answer.content.decode()
    assert REPLY["body"] in kept(answer)


@pytest.mark.parametrize("change", [{"body": "x" * 600}, {"body": " "}, {"reply_to": "0"}, {"key": "?"}])
def test_a_form_that_is_refused_keeps_the_text(cast, thread, enter, change):
    answer = enter(cast.member).post(reply_url(thread), REPLY | change)
    assert answer.status_code == 422
    assert (REPLY | change)["body"].strip() in kept(answer)
    assert fresh(thread).posts == 1


def test_in_a_locked_thread_the_text_comes_back_with_the_reason(cast, thread, enter):
    mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=Mark.LOCK, reason=Reason.OTHER)
    answer = enter(cast.member).post(reply_url(thread), REPLY)
    assert answer.status_code == 403
    assert "This thread is locked" in answer.content.decode()
    assert kept(answer) == [REPLY["body"]]


def test_in_a_thread_that_was_hidden_meanwhile_the_text_comes_back(cast, thread, enter):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    answer = enter(cast.member).post(reply_url(thread), REPLY)
    assert answer.status_code == 404
    assert kept(answer) == [REPLY["body"]]
    assert thread.title not in answer.content.decode()


def test_without_consents_the_text_comes_back_with_the_reason(cast, thread, enter):
    Consent.objects.filter(member=cast.member).delete()
    answer = enter(cast.member).post(reply_url(thread), REPLY)
    assert answer.status_code == 403
    assert "accept the community rules" in answer.content.decode()
    assert kept(answer) == [REPLY["body"]]


def test_a_visitors_text_comes_back_with_the_way_to_log_in(thread, enter):
    answer = enter(None).post(reply_url(thread), REPLY)
    assert answer.status_code == 401
    assert kept(answer) == [REPLY["body"]]
    assert "/accounts/login/" in read(answer).links


def test_a_visitors_text_to_a_members_only_board_comes_back_and_nothing_is_told(cast, quiet, enter):
    secret = start(cast.author, quiet, title="A title for members").thread
    answer = enter(None).post(reply_url(secret), REPLY)
    assert answer.status_code == 401
    assert kept(answer) == [REPLY["body"]]
    assert "A title for members" not in answer.content.decode()
    assert Board.objects.get(pk=quiet.pk).title not in answer.content.decode()


@pytest.mark.usefixtures("still")
def test_who_sends_too_many_is_asked_to_wait_and_keeps_the_text(cast, thread, enter):
    client = enter(cast.member)
    for number in range(MEMBERS_PACE):
        assert client.post(reply_url(thread), REPLY | {"key": f"form-key-{number:04}"}).status_code == 302
    answer = client.post(reply_url(thread), REPLY | {"key": "form-key-last", "body": "One too many."})
    assert answer.status_code == 429
    assert kept(answer) == ["One too many."]
    assert fresh(thread).posts == 1 + MEMBERS_PACE


def test_a_preview_makes_nothing_and_keeps_the_form(cast, thread, enter):
    answer = enter(cast.member).post(reply_url(thread), REPLY | {"do": "preview", "body": "I *walk*."})
    assert answer.status_code == 200
    assert "<em>walk</em>" in answer.content.decode()
    assert "I *walk*." in kept(answer)
    assert fresh(thread).posts == 1


def test_a_reply_is_never_sent_by_a_link(cast, thread, enter):
    assert enter(cast.member).get(reply_url(thread), REPLY).status_code == 405
