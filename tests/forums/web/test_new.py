"""The page on which a thread is started."""

import pytest

from forums.policy import MEMBERS_PACE
from forums.threads.models import Post, State, Thread
from medigest.members.models import Consent
from tests.forums.helpers import fresh
from tests.forums.web.pages import FORM, kept, new_url, place, read


def test_a_member_lands_at_the_new_post(cast, board, enter):
    answer = enter(cast.member).post(new_url(board), FORM)
    post = Post.objects.get(submission_key=FORM["key"])
    assert (answer.status_code, answer.url) == (302, place(post))
    assert fresh(post.thread).state == State.PUBLISHED


def test_a_newcomer_is_told_that_a_moderator_reads_first(cast, board, enter):
    answer = enter(cast.newcomer).post(new_url(board), FORM, follow=True)
    assert "A moderator reads your post before it appears" in answer.content.decode()
    assert "Waiting for a moderator" in answer.content.decode()


def test_every_opened_form_has_a_key_of_its_own(cast, board, enter):
    client = enter(cast.member)
    keys = {read(client.get(new_url(board))).values["key"] for _ in range(2)}
    assert len(keys) == 2


def test_the_form_sent_twice_makes_one_thread_and_both_answers_lead_to_it(cast, board, enter):
    client = enter(cast.member)
    first, second = client.post(new_url(board), FORM), client.post(new_url(board), FORM)
    assert (second.status_code, second.url) == (302, first.url)
    assert Thread.objects.filter(board=board).count() == 1


def test_the_same_key_with_another_text_gives_the_text_back_and_a_link_to_the_first_post(cast, board, enter):
    client = enter(cast.member)
    client.post(new_url(board), FORM)
    first = Post.objects.get(submission_key=FORM["key"])
    answer = client.post(new_url(board), FORM | {"body": "Quite another text."})
    assert answer.status_code == 409
    assert "Quite another text." in kept(answer)
    assert f"/forums/posts/{first.pk}/edit/" in read(answer).links
    assert Post.objects.filter(thread__board=board).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "Hey"}, "at least 5"),
        ({"title": ""}, "Title"),
        ({"title": "x" * 151}, "150"),
        ({"body": "word " * 5000}, "too long"),
        ({"body": "x" * 600}, "more than 500"),
        ({"body": ""}, "Please write something."),
        ({"body": " \n "}, "Please write something."),
        ({"key": "short"}, "valid"),
        ({"body": "With a \x00 in it."}, "Null characters"),
    ],
)
def test_a_form_that_is_refused_keeps_title_and_text(cast, board, enter, change, words):
    sent = FORM | change
    answer = enter(cast.member).post(new_url(board), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kept(answer) == [sent["body"].strip()]
    assert read(answer).values["title"] == sent["title"]
    assert not Thread.objects.filter(board=board).exists()


def test_a_preview_shows_the_text_makes_nothing_and_keeps_the_form(cast, board, enter):
    answer = enter(cast.member).post(new_url(board), FORM | {"do": "preview"})
    assert answer.status_code == 200
    assert "<em>scans</em>" in answer.content.decode()
    assert kept(answer) == [FORM["body"]]
    assert read(answer).values["key"] == FORM["key"]
    assert not Thread.objects.filter(board=board).exists()


def test_a_preview_of_a_text_that_can_not_be_taken_says_why(cast, board, enter):
    answer = enter(cast.member).post(new_url(board), FORM | {"do": "preview", "body": "x" * 600})
    assert answer.status_code == 200
    assert "more than 500 characters" in answer.content.decode()
    assert kept(answer) == ["x" * 600]


def test_without_consents_the_way_leads_over_the_consents_and_back(cast, board, enter):
    Consent.objects.filter(member=cast.member).delete()
    answer = enter(cast.member).get(new_url(board))
    assert answer.status_code == 302
    assert answer.url.startswith("/settings/consents/?next=%2Fforums%2F")


def test_a_text_sent_without_consents_is_refused_with_the_reason_and_kept(cast, board, enter):
    Consent.objects.filter(member=cast.member).delete()
    answer = enter(cast.member).post(new_url(board), FORM)
    assert answer.status_code == 403
    assert "accept the community rules" in answer.content.decode()
    assert kept(answer) == [FORM["body"]]


def test_a_visitors_text_comes_back_with_the_way_to_log_in(board, enter):
    answer = enter(None).post(new_url(board), FORM)
    assert answer.status_code == 401
    assert kept(answer) == [FORM["body"]]
    assert FORM["title"] in answer.content.decode()
    assert "/accounts/login/" in read(answer).links


def test_on_a_board_that_is_not_there_the_text_comes_back_too(cast, board, enter):
    answer = enter(cast.member).post("/forums/no-such-board/new/", FORM)
    assert answer.status_code == 404
    assert kept(answer) == [FORM["body"]]


@pytest.mark.usefixtures("still")
def test_who_sends_too_many_is_asked_to_wait_and_keeps_the_text(cast, board, enter):
    client = enter(cast.member)
    for number in range(MEMBERS_PACE):
        assert client.post(new_url(board), FORM | {"key": f"form-key-{number:04}"}).status_code == 302
    answer = client.post(new_url(board), FORM | {"key": "form-key-last", "body": "One too many."})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert kept(answer) == ["One too many."]
    assert not Post.objects.filter(submission_key="form-key-last").exists()
