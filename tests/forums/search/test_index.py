"""The index: changes with the content, and rolls back with it."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from forums.search.index import plain
from forums.search.models import PostEntry
from tests.conftest import reply, start
from tests.forums.search.test_find import search


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<p>1 &lt; 2 &amp; <code>&lt;b&gt;</code></p>", "1 < 2 & <b>"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
    ],
)
def test_the_words_of_html_are_its_text(html, text):
    assert plain(html) == text


def test_a_text_that_is_rolled_back_is_not_found(cast, thread):
    with transaction.atomic():
        reply(cast.author, thread, "A marzipan reply.")
        assert search("marzipan").posts
        transaction.set_rollback(True)
    assert not search("marzipan")


def test_the_index_holds_what_its_table_holds(cast, board):
    opening = start(cast.author, board, title="A marzipan title", body="Of almonds.")
    PostEntry.objects.filter(pk=opening.pk).update(title="A nougat title", text="Of hazelnuts.")
    assert not search("marzipan almonds")
    assert search("nougat hazelnuts").posts
    PostEntry.objects.filter(pk=opening.pk).delete()
    assert not search("nougat")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO forums_postentry_fts(forums_postentry_fts, rank) VALUES ('integrity-check', 1)")


def test_the_page_shows_the_words_and_says_how_to_mend_a_query(cast, board, enter):
    start(cast.author, board, title="Waiting", body="With <tea> & sympathy, ASPS.")
    page = enter(None).get(reverse("search:search"), {"q": "sympathy is:kind"}).content.decode()
    assert "With &lt;tea&gt; &amp; <mark>sympathy</mark>, ASPS." in page
    assert "“is:” takes “unanswered”, “question”, “answered”, “mine” or “followed”." in page
    assert "Nothing found" in enter(None).get(reverse("search:search"), {"q": "marzipan"}).content.decode()


def test_suggestions_come_from_three_letters_on(cast, board, enter):
    start(cast.author, board, title="Waiting for a scan")
    url = reverse("search:suggest")
    assert enter(None).get(url, {"q": "wa"}).content.decode().strip() == ""
    assert "Waiting for a scan" in enter(None).get(url, {"q": "wai"}).content.decode()
