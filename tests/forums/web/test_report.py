"""The form that reports a post."""

import pytest
from django.urls import reverse

from forums.review.models import Report
from forums.threads.models import Post
from forums.web.posts import REPORTS_LIMIT
from tests.conftest import reply
from tests.forums.web.pages import kept


def url(post: Post) -> str:
    return reverse("forums:report", args=[post.pk])


def test_a_report_is_taken_and_its_reader_thanked(cast, thread, enter):
    post = reply(cast.member, thread)
    answer = enter(cast.author).post(url(post), {"reason": "spam", "note": "An advert."}, follow=True)
    assert "The moderators will read your report." in answer.content.decode()
    assert Report.objects.get().note == "An advert."


def test_a_second_report_says_that_the_first_is_read(cast, thread, enter):
    post = reply(cast.member, thread)
    client = enter(cast.author)
    client.post(url(post), {"reason": "spam"})
    answer = client.post(url(post), {"reason": "other"}, follow=True)
    assert "You have reported this post already." in answer.content.decode()
    assert Report.objects.count() == 1


def test_a_report_without_a_reason_or_with_one_of_ours_keeps_the_note(cast, thread, enter):
    post = reply(cast.member, thread)
    for reason in ({}, {"reason": "fine"}, {"reason": "nonsense"}):
        answer = enter(cast.author).post(url(post), {"note": "An advert."} | reason)
        assert answer.status_code == 422
        assert kept(answer) == ["An advert."]
    assert not Report.objects.exists()


def test_a_visitors_note_comes_back(cast, thread, enter):
    answer = enter(None).post(url(reply(cast.member, thread)), {"reason": "spam", "note": "An advert."})
    assert answer.status_code == 401
    assert kept(answer) == ["An advert."]


@pytest.mark.usefixtures("still")
def test_who_reports_too_many_is_asked_to_wait_and_keeps_the_note(cast, thread, enter):
    client, post = enter(cast.author), reply(cast.member, thread)
    for _ in range(REPORTS_LIMIT):
        client.post(url(post), {"reason": "spam"})
    answer = client.post(url(post), {"reason": "spam", "note": "One too many."})
    assert answer.status_code == 429
    assert kept(answer) == ["One too many."]
