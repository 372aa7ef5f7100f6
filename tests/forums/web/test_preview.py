"""The preview that a page asks for while somebody writes."""

import pytest
from django.urls import reverse

from forums.web.previews import LIMIT

URL = reverse("forums:preview")


def test_it_is_what_the_post_would_be(cast, enter):
    answer = enter(cast.member).post(URL, {"body": "I *walk*. <script>alert(1)</script>"})
    assert answer.status_code == 200
    assert "<em>walk</em>" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_a_text_that_can_not_be_taken_is_told_why(cast, enter):
    answer = enter(cast.member).post(URL, {"body": "x" * 600})
    assert "more than 500 characters" in answer.content.decode()


@pytest.mark.usefixtures("still")
def test_too_many_previews_are_refused(cast, enter):
    client = enter(cast.member)
    for _ in range(LIMIT):
        assert client.post(URL, {"body": "x"}).status_code == 200
    assert client.post(URL, {"body": "x"}).status_code == 429
