"""The question before a post is removed."""

from django.urls import reverse

from forums.threads.models import Post, State
from tests.conftest import reply
from tests.forums.helpers import fresh


def url(post: Post) -> str:
    return reverse("forums:remove", args=[post.pk])


def test_the_page_asks_and_the_form_removes(cast, thread, enter):
    post = reply(cast.member, thread, "My words.")
    client = enter(cast.member)
    assert client.get(url(post)).status_code == 200
    assert fresh(post).state == State.PUBLISHED
    answer = client.post(url(post))
    assert (answer.status_code, answer.url) == (302, thread.get_absolute_url())
    assert fresh(post).state == State.REMOVED


def test_after_the_opening_post_the_way_leads_to_the_board(cast, board, thread, enter):
    post = Post.objects.get(thread=thread)
    assert enter(cast.author).post(url(post)).url == board.url
    assert enter(None).get(thread.get_absolute_url()).status_code == 404


def test_anothers_post_is_forbidden_with_the_reason(cast, thread, enter):
    post = reply(cast.member, thread)
    answer = enter(cast.administrator).post(url(post))
    assert answer.status_code == 403
    assert "Only its author can remove a post." in answer.content.decode()
    assert fresh(post).state == State.PUBLISHED
