"""Quotations that name their post."""

import pytest
from django.urls import reverse

from forums.review.hide import hide, hide_thread
from forums.review.restore import restore
from forums.threads.edit import edit
from forums.threads.models import Quote
from forums.threads.quotes import head_of, quotation_of
from forums.threads.remove import remove
from medigest.audit.models import Decision
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, fresh
from tests.forums.web.pages import kept

WORDS = "My neighbour Jonas takes these pills."


@pytest.fixture
def quoted(cast, thread):
    return reply(cast.member, thread, WORDS)


@pytest.fixture
def quoting(cast, thread, quoted):
    return reply(cast.author, thread, f"{quotation_of(quoted.pk, 2, WORDS)}Is that so?")


def test_to_quote_is_a_link_whose_form_holds_the_words_and_answers_the_post(cast, thread, quoted, enter):
    client = enter(cast.author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "?page=1&amp;quote=2#reply" in page
    form = client.get(f"{thread.get_absolute_url()}?page=1&quote=2")
    assert kept(form) == [f"> [Post #2](/forums/posts/{quoted.pk}/):\n> {WORDS}"]
    assert "Your reply answers post #2" in form.content.decode()


def test_what_may_not_be_read_can_not_be_quoted(cast, thread, quoted, enter):
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    for position in (2, 3, 999):
        assert kept(enter(cast.author).get(f"{thread.get_absolute_url()}?quote={position}")) == [""]


def test_a_quotation_leaves_out_what_the_post_quotes_itself():
    assert quotation_of(7, 3, "> Old words.\n\nNew words.\r\n\r\n\r\n\r\nMore.") == (
        f"> {head_of(7, 3)}\n> New words.\n>\n> More.\n\n"
    )


def test_a_quotation_ends_with_its_paragraph_as_browsers_send_it(cast, thread, quoted):
    body = f"{quotation_of(quoted.pk, 2, WORDS)}Is that so?\n\nTell me.".replace("\n", "\r\n")
    post = reply(cast.author, thread, body)
    remove(viewer=viewer(cast.member), post_id=quoted.pk)
    assert "Jonas" not in fresh(post).html
    assert "Is that so?" in fresh(post).html


def test_a_removed_post_takes_its_words_out_of_quotations_and_their_author_keeps_the_text(cast, quoted, quoting, enter):
    remove(viewer=viewer(cast.member), post_id=quoted.pk)
    shown = fresh(quoting)
    assert "Jonas" not in shown.html
    assert "Is that so?" in shown.html
    assert WORDS in shown.source
    found = enter(None).get(reverse("search:search"), {"q": "Jonas"}).content.decode()
    assert "Is that so" not in found


def test_a_hidden_post_takes_them_along_without_a_decision_and_brings_them_back(cast, quoted, quoting):
    before = quoting.html
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    assert "Jonas" not in fresh(quoting).html
    assert not Decision.objects.filter(action="redact").exists()
    restore(viewer=viewer(cast.local), post_id=quoted.pk, reason="fine", statement="")
    assert fresh(quoting).html == before
    assert "Jonas" in before


def test_whoever_quotes_a_hidden_post_anew_shows_none_of_its_words(cast, thread, quoted, quoting):
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    assert "Jonas" not in fresh(reply(cast.author, thread, quotation_of(quoted.pk, 2, WORDS))).html
    edit(viewer=viewer(cast.author), post_id=quoting.pk, body=f"{quoting.source} Tell me.", opened_edits=0)
    assert "Tell me." in fresh(quoting).html
    assert "Jonas" not in fresh(quoting).html


def test_an_edit_without_the_quotation_lets_go_of_it(cast, quoting):
    edit(viewer=viewer(cast.author), post_id=quoting.pk, body="Never mind.", opened_edits=0)
    assert not Quote.objects.exists()


def test_in_another_thread_the_words_go_right_after_the_commit(
    cast, board, thread, quoted, django_capture_on_commit_callbacks
):
    other = start(cast.author, board, title="Elsewhere", body=f"{quotation_of(quoted.pk, 2, WORDS)}So?")
    assert "Jonas" in fresh(other).html
    with django_capture_on_commit_callbacks(execute=True):
        hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    assert "Jonas" not in fresh(other).html


def test_words_of_a_members_only_board_are_not_carried_to_a_public_one(cast, quiet, thread):
    secret = start(cast.author, quiet, body=WORDS)
    assert "Jonas" not in fresh(reply(cast.author, thread, quotation_of(secret.pk, 1, WORDS))).html
