"""The page on which a post is edited."""

import pytest
from django.urls import reverse

from forums.threads.models import Post, State
from tests.conftest import reply, start
from tests.forums.helpers import fresh, in_state, published
from tests.forums.web.pages import kept, place, read


def url(post: Post) -> str:
    return reverse("forums:edit", args=[post.pk])


def test_the_form_holds_the_text_and_the_edit_leads_back_to_the_post(cast, thread, enter):
    post = fresh(reply(cast.member, thread, "First text."))
    client = enter(cast.member)
    page = client.get(url(post))
    assert kept(page) == ["First text."]
    answer = client.post(url(post), {"body": "Second text.", "edits": read(page).values["edits"]})
    assert (answer.status_code, answer.url) == (302, place(post))
    assert fresh(post).source == "Second text."


def test_a_waiting_edit_is_what_the_form_holds_next_time(cast, thread, enter):
    post = published(cast.newcomer, thread, cast, "Approved.")
    client = enter(cast.newcomer)
    answer = client.post(url(post), {"body": "Unread.", "edits": 0}, follow=True)
    assert "A moderator reads your text before it appears" in answer.content.decode()
    assert kept(client.get(url(post))) == ["Unread."]


def test_a_rejected_post_is_sent_again_from_here(cast, thread, enter):
    post = in_state(State.REJECTED, cast, thread)
    assert enter(cast.newcomer).post(url(post), {"body": "Better.", "edits": 0}).status_code == 302
    assert (fresh(post).state, fresh(post).source) == (State.HELD, "Better.")


def test_an_edit_from_another_tab_is_shown_and_the_own_text_kept_to_be_sent_again(cast, thread, enter):
    post = reply(cast.member, thread, "First.")
    client = enter(cast.member)
    client.post(url(post), {"body": "From the *one* tab.", "edits": 0})
    answer = client.post(url(post), {"body": "From the other tab.", "edits": 0})
    assert answer.status_code == 409
    assert kept(answer) == ["From the other tab."]
    assert "From the <em>one</em> tab." in answer.content.decode()
    assert fresh(post).source == "From the *one* tab."
    again = client.post(url(post), {"body": "From the other tab.", "edits": read(answer).values["edits"]})
    assert again.status_code == 302
    assert fresh(post).source == "From the other tab."


@pytest.mark.parametrize("body", ["x" * 600, " ", "word " * 5000])
def test_a_text_that_is_refused_is_kept(cast, thread, enter, body):
    post = reply(cast.member, thread, "First.")
    answer = enter(cast.member).post(url(post), {"body": body, "edits": 0})
    assert answer.status_code == 422
    assert kept(answer) == [body.strip()]
    assert fresh(post).source == "First."


def test_a_preview_changes_nothing(cast, thread, enter):
    post = reply(cast.member, thread, "First.")
    answer = enter(cast.member).post(url(post), {"body": "Not *yet*.", "edits": 0, "do": "preview"})
    assert "<em>yet</em>" in answer.content.decode()
    assert kept(answer) == ["Not *yet*."]
    assert fresh(post).source == "First."


def test_anothers_post_is_forbidden_with_the_reason(cast, thread, enter):
    post = reply(cast.member, thread)
    answer = enter(cast.moderator).get(url(post))
    assert answer.status_code == 403
    assert "Only its author can edit a post." in answer.content.decode()


def test_a_held_post_of_another_is_not_there_and_the_text_comes_back(cast, board, enter):
    post = start(cast.newcomer, board)
    answer = enter(cast.member).post(url(post), {"body": "Not mine.", "edits": 0})
    assert answer.status_code == 404
    assert kept(answer) == ["Not mine."]


def test_a_visitors_text_comes_back_with_the_way_to_log_in(cast, thread, enter):
    post = reply(cast.member, thread)
    answer = enter(None).post(url(post), {"body": "I was logged in.", "edits": 0})
    assert answer.status_code == 401
    assert kept(answer) == ["I was logged in."]
