"""What somebody types is kept, per form; sent, it is a post and no draft any more."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forums.drafts.discard import DAYS_KEPT, expire
from forums.drafts.models import Draft
from forums.review.hide import hide_thread
from forums.threads.models import Post
from medigest.kit import clock
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID
from tests.forums.web.pages import FORM, REPLY, kept, new_url, read, reply_url

BY_SCRIPT = {"HX-Request": "true"}
LIST = reverse("following:drafts")


@pytest.fixture
def types(cast, thread, enter):
    """`types(text, shown)`: the script keeps what Mina has typed as a reply; what it puts into the form."""
    client = enter(cast.member)

    def keep(text: str, shown: dict[str, str] | None = None) -> dict[str, str]:
        form = REPLY | (shown or {}) | {"body": text, "do": "draft"}
        answer = client.post(reply_url(thread), form, headers=BY_SCRIPT)
        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()
        return read(answer).values

    return keep


def texts() -> list[str]:
    return list(Draft.objects.order_by("pk").values_list("body", flat=True))


def test_one_form_keeps_one_draft_however_often_it_is_saved(types):
    shown = types("I count")
    for text in ("I count my", "I count my steps"):
        shown = types(text, shown)
    assert texts() == ["I count my steps"]
    assert types("I count my steps", {"draft": shown["draft"], "version": "1"})["draft"] == shown["draft"]


def test_two_tabs_that_go_on_with_the_same_draft_do_not_eat_each_other(types):
    both = types("Begun")
    first = types("Begun in the first tab", both)
    second = types("Begun in the second tab", both)
    types("The first tab goes on", first)
    types("The second tab goes on", second)
    assert texts() == ["The first tab goes on", "The second tab goes on"]


def test_nothing_typed_makes_no_draft_and_what_is_too_long_is_told(types, cast, thread, enter):
    assert types("  ") == {}
    answer = enter(cast.member).post(
        reply_url(thread), REPLY | {"body": "x" * 100_001, "do": "draft"}, headers=BY_SCRIPT
    )
    assert "too long" in answer.content.decode()
    assert texts() == []


def test_a_draft_is_offered_where_it_was_begun_and_goes_on_there(types, cast, thread, enter):
    shown, client = types("Half a reply", {"reply_to": "1"}), enter(cast.member)
    offered = [link for link in read(client.get(thread.get_absolute_url())).links if "draft=" in link]
    page = client.get(offered[0])
    assert kept(page) == ["Half a reply"]
    assert read(page).values["reply_to"] == "1"
    assert read(page).values["draft"] == shown["draft"]
    assert "Half a reply" not in enter(cast.author).get(offered[0]).content.decode()


def test_a_draft_that_was_sent_is_gone_and_one_of_somebody_else_can_not_be_sent_away(types, cast, thread, enter):
    shown = types("I count my steps.")
    enter(cast.author).post(reply_url(thread), REPLY | shown)
    assert texts() == ["I count my steps."]
    enter(cast.author).post(LIST, {"draft": shown["draft"]})
    assert texts() == ["I count my steps."]
    assert enter(cast.member).post(reply_url(thread), REPLY | shown).status_code == 302
    assert texts() == []


def test_a_text_that_is_sent_before_its_form_knows_that_it_was_kept_leaves_no_draft(types, cast, thread, enter):
    types(REPLY["body"])
    types("Something else")
    enter(cast.member).post(reply_url(thread), REPLY)
    assert texts() == ["Something else"]


def test_a_refused_form_goes_on_with_its_draft(types, cast, thread, enter):
    shown = types("x")
    answer = enter(cast.member).post(reply_url(thread), REPLY | shown | {"body": " "})
    assert answer.status_code == 422
    assert read(answer).values["draft"] == shown["draft"]


def test_without_scripts_a_button_keeps_the_text_and_the_list_leads_back_to_it(cast, board, enter):
    client = enter(cast.member)
    answer = client.post(new_url(board), FORM | {"do": "draft"})
    assert answer.url == LIST
    assert not Post.objects.filter(author=cast.member, thread__board=board).exists()
    [link] = [link for link in read(client.get(LIST)).links if "draft=" in link]
    page = client.get(link)
    assert kept(page) == [FORM["body"]]
    assert read(page).values["title"] == FORM["title"]
    assert FORM["title"] in client.get("/").content.decode()


def test_of_a_thread_that_was_hidden_the_list_shows_one_s_own_words_alone(types, cast, thread, enter):
    types("My own words")
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    page = enter(cast.member).get(LIST).content.decode()
    assert "My own words" in page
    assert thread.title not in page


def test_a_draft_expires_when_nobody_touches_it(types):
    types("Old")
    assert expire() == 0
    Draft.objects.update(saved_at=clock.now() - timedelta(days=DAYS_KEPT + 1))
    assert expire() == 1


def test_what_is_typed_as_an_edit_is_kept_apart_and_goes_once_it_is_saved(cast, thread, enter):
    post = reply(cast.member, thread, "I walk.")
    client, url = enter(cast.member), reverse("forums:edit", args=[post.pk])
    both = read(client.post(url, {"body": "I swim", "edits": 0, "do": "draft"}, headers=BY_SCRIPT)).values
    for text in ("I swim now", "I run now"):
        client.post(url, both | {"body": text, "edits": 0, "do": "draft"}, headers=BY_SCRIPT)
    assert texts() == ["I swim now", "I run now"]
    assert Post.objects.get(pk=post.pk).source == "I walk."
    assert "You began a text here." not in client.get(thread.get_absolute_url()).content.decode()
    assert "You began a text here." in client.get(url).content.decode()
    [first, second] = [link for link in read(client.get(LIST)).links if link.startswith(f"{url}?draft=")][::-1]
    assert kept(client.get(first)) == ["I swim now"]
    form = read(client.get(second)).values
    client.post(url, {"body": "I run now", "edits": 0, "draft": form["draft"], "do": "send"})
    assert texts() == ["I swim now"]
    assert Post.objects.get(pk=post.pk).source == "I run now"
    assert LIST in client.post(url, {"body": "Kept", "edits": 1, "do": "draft"}).url
