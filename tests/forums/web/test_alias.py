"""Writing under another name, from the form to what others read."""

import pytest
from django.urls import reverse

from forums.activity.show import show
from forums.drafts.models import Draft
from forums.rules.models import Rule
from forums.threads.models import Alias, AliasBlock, Post
from tests.conftest import reply
from tests.forums.web.pages import FORM, REPLY, kept, new_url, read, reply_url

NAME = "Grey Heron"


def _sent(client, thread, **more):
    return client.post(reply_url(thread), REPLY | more)


def test_both_forms_say_who_can_see_behind_a_name_before_it_is_sent(cast, board, thread, enter):
    client = enter(cast.member)
    for url in (new_url(board), thread.get_absolute_url()):
        page = client.get(url).content.decode()
        assert 'name="alias"' in page
        assert "Who can see behind it: you alone, and a moderator" in page


def test_a_reply_under_a_name_shows_the_name_alone(cast, thread, enter):
    assert _sent(enter(cast.member), thread, alias=NAME).status_code == 302
    for reader in (None, cast.author, cast.local):
        page = enter(reader).get(thread.get_absolute_url()).content.decode()
        assert NAME in page
        assert cast.member.handle not in page


def test_a_thread_started_under_a_name_is_listed_and_fed_under_it(cast, board, enter):
    enter(cast.member).post(new_url(board), FORM | {"alias": NAME})
    thread = Post.objects.get(submission_key=FORM["key"]).thread
    feeds = (reverse("forums:board_feed", args=[board.slug]), f"{thread.get_absolute_url()}feed/")
    for url in (board.url, thread.get_absolute_url(), *feeds):
        page = enter(None).get(url).content.decode()
        assert NAME in page, url
        assert cast.member.handle not in page, url


def test_after_the_first_post_the_form_says_who_one_is_and_asks_no_more(cast, thread, enter):
    client = enter(cast.member)
    _sent(client, thread, alias=NAME)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f"You write here as {NAME}." in page
    assert 'name="alias"' not in page
    _sent(client, thread, key="form-key-0003")
    assert set(Post.objects.filter(thread=thread, author=cast.member).values_list("alias__name", flat=True)) == {NAME}


def test_who_wrote_as_themselves_is_asked_no_more_either(cast, thread, enter):
    reply(cast.member, thread)
    page = enter(cast.member).get(thread.get_absolute_url()).content.decode()
    assert "You write here as yourself, as before." in page
    assert 'name="alias"' not in page


@pytest.mark.parametrize("url", [reply_url, lambda thread: new_url(thread.board)])
def test_a_name_that_is_refused_is_told_beside_the_field_and_no_text_is_lost(cast, thread, enter, url):
    form = FORM | {"alias": cast.author.handle}
    answer = enter(cast.member).post(url(thread), form)
    assert answer.status_code == 422
    assert FORM["body"] in kept(answer)
    assert read(answer).values["alias"] == cast.author.handle
    assert "Somebody else goes by this name." in answer.content.decode()
    assert not Post.objects.filter(submission_key=FORM["key"]).exists()


def test_a_form_from_before_one_wrote_as_oneself_is_not_sent_under_the_wrong_name(cast, thread, enter):
    reply(cast.member, thread)
    answer = _sent(enter(cast.member), thread, alias=NAME)
    assert answer.status_code == 422
    assert "You wrote in this thread as yourself before" in answer.content.decode()


@pytest.mark.parametrize("url", [reply_url, lambda thread: new_url(thread.board)])
def test_a_draft_keeps_the_name_so_that_nothing_is_sent_without_it(cast, thread, enter, url):
    client = enter(cast.member)
    client.post(url(thread), FORM | {"alias": NAME, "do": "draft"})
    draft = Draft.objects.get()
    place = thread.get_absolute_url() if draft.thread_id else url(thread)
    assert read(client.get(f"{place}?draft={draft.pk}")).values["alias"] == NAME


def test_the_boards_rules_read_the_name_too(cast, board, thread, enter):
    board_rule = {"board": board, "name": "Herons", "kind": "words", "text": "heron", "action": "hold"}
    Rule.objects.create(**board_rule)
    _sent(enter(cast.member), thread, alias=NAME)
    assert Post.objects.get(submission_key=REPLY["key"]).state == "held"


def test_the_page_and_the_search_list_nothing_of_an_alias_not_even_to_the_member(cast, thread, enter):
    show(member_id=cast.member.pk, leave_out=[])
    _sent(enter(cast.member), thread, alias=NAME, body="Herons stand still.")
    for reader in (cast.member, cast.author):
        for url in (
            reverse("members:profile", args=[cast.member.handle]),
            f"{reverse('search:search')}?q=herons+by%3A{cast.member.handle}",
        ):
            assert "stand still" not in enter(reader).get(url).content.decode()
    assert "stand still" in enter(cast.author).get(f"{reverse('search:search')}?q=herons").content.decode()


def test_an_alias_is_blocked_from_its_post_and_taken_back_in_the_settings(cast, thread, enter):
    post, client = reply(cast.member, thread, alias=NAME), enter(cast.author)
    url = reverse("forums:block_alias", args=[post.alias_id])
    assert url in client.get(thread.get_absolute_url()).content.decode()
    assert NAME in client.get(url).content.decode()
    client.post(url, {"do": "block"})
    assert "You blocked this alias." in client.get(thread.get_absolute_url()).content.decode()
    settings = client.get(reverse("members:blocks")).content.decode()
    assert NAME in settings
    assert cast.member.handle not in settings
    client.post(url, {"do": "unblock"})
    assert not AliasBlock.objects.exists()


def test_an_alias_that_one_may_not_read_can_not_be_blocked_and_ones_own_is_not_there(cast, quiet, thread, enter):
    reply(cast.member, thread, alias=NAME)
    url = reverse("forums:block_alias", args=[Alias.objects.get().pk])
    assert enter(cast.member).get(url).status_code == 404
    Post.objects.filter(alias__isnull=False).update(state="hidden")
    assert enter(cast.author).get(url).status_code == 404
