"""A form from before the last log-in: the text it carried is on the page that refuses it."""

import pytest
from django.test import Client
from django.urls import reverse

from forums.threads.models import Post
from tests.conftest import reply
from tests.forums.web.pages import FORM, REPLY, kept, new_url, reply_url


@pytest.fixture
def strict(cast) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.member)
    return client


def test_an_old_reply_form_is_refused_with_its_text(strict, thread):
    answer = strict.post(reply_url(thread), REPLY)
    assert answer.status_code == 403
    assert kept(answer) == [REPLY["body"]]
    assert Post.objects.filter(thread=thread).count() == 1


def test_an_old_form_of_a_new_thread_is_refused_with_title_and_text(strict, board):
    answer = strict.post(new_url(board), FORM)
    assert answer.status_code == 403
    assert kept(answer) == [FORM["body"]]
    assert FORM["title"] in answer.content.decode()


def test_an_old_edit_is_refused_with_its_text(strict, cast, thread):
    post = reply(cast.member, thread)
    answer = strict.post(reverse("forums:edit", args=[post.pk]), {"body": "A long edit.", "edits": 0})
    assert answer.status_code == 403
    assert kept(answer) == ["A long edit."]


def test_an_old_report_is_refused_with_its_note(strict, thread):
    post = Post.objects.get(thread=thread)
    answer = strict.post(reverse("forums:report", args=[post.pk]), {"reason": "spam", "note": "An advert."})
    assert kept(answer) == ["An advert."]


def test_markup_in_a_kept_text_stays_text(strict, thread):
    body = "</textarea><script>alert(1)</script>"
    answer = strict.post(reply_url(thread), REPLY | {"body": body})
    assert kept(answer) == [body]
    assert "<script>alert" not in answer.content.decode()
