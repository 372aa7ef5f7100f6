"""The pages of revisions."""

import pytest
from django.test import Client

from conditions.articles.models import Article
from conditions.catalogue.describe import CodeFact, describe
from conditions.web import revisions
from forums.boards.models import Board
from medigest.kit import clock
from tests.conftest import Cast, Enter, start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("view", ["", "&view=side"])
def test_two_versions_are_compared_word_by_word(view, client: Client, condition, publish_text):
    publish_text("The glass is <b>green</b> and [@book].")
    publish_text("The glass is blue and [@book].")
    page = client.get(f"{condition.url}compare/?from=1&to=2{view}").content.decode()
    assert "<del>&lt;b&gt;green&lt;/b&gt; </del>" in page
    assert "<ins>blue </ins>" in page


def test_without_numbers_the_last_change_is_shown(client: Client, condition, publish_text):
    for word in ("one", "two", "three"):
        publish_text(f"Words {word} [@book].")
    page = client.get(f"{condition.url}compare/").content.decode()
    assert "<del>two </del>" in page
    assert "one" not in page.partition("<h1>")[2].partition("</main>")[0].replace("In one column", "")


def test_a_version_that_never_was_is_not_there(client: Client, condition, publish_text):
    publish_text()
    assert client.get(f"{condition.url}compare/?from=1&to=7").status_code == 404


def test_a_long_history_goes_on_where_its_page_ends(client: Client, condition, publish_text, monkeypatch):
    monkeypatch.setattr(revisions, "PAGE_SIZE", 2)
    for word in ("one", "two", "three"):
        publish_text(f"Words {word} [@book].")
    first = client.get(f"{condition.url}history/")
    assert [row["number"] for row in first.context["revisions"]] == [3, 2]
    second = client.get(f"{condition.url}history/{first.context['next_url']}")
    assert [row["number"] for row in second.context["revisions"]] == [1]


def test_an_editor_restores_after_being_asked(enter: Enter, cast: Cast, condition, publish_text):
    publish_text("First [@book].")
    publish_text("Second [@book].")
    editor = enter(cast.editor)
    assert Article.objects.get(condition=condition).current.number == 2
    assert editor.get(f"{condition.url}history/1/restore/").status_code == 200
    editor.post(f"{condition.url}history/1/restore/")
    current = Article.objects.get(condition=condition).current
    assert (current.number, current.body, current.author) == (3, "First [@book].", cast.editor)


def test_a_thread_about_a_section_says_that_the_article_changed_since(
    enter: Enter, cast: Cast, condition, publish_text
):
    publish_text("Words [@book].\n\n## Signs {#signs}\n\nGreen glass.")
    board = Board.objects.get(condition=condition)
    about = start(cast.author, board, section_key="signs", section_heading="Signs").thread
    other = start(cast.author, board).thread
    said = "The article changed since this thread began."
    assert said not in enter(None).get(about.get_absolute_url()).content.decode()
    publish_text("Words [@book].\n\n## Signs {#signs}\n\nBlue glass.")
    page = enter(None).get(about.get_absolute_url())
    assert said in page.content.decode()
    assert said not in enter(None).get(other.get_absolute_url()).content.decode()
    changes = enter(None).get(page.context["thread"]["changes_url"]).content.decode()
    assert "<del>Green </del>" in changes


def test_since_a_moment_before_the_first_version_the_first_is_compared(client: Client, condition, publish_text):
    publish_text("Words [@book].")
    earlier = clock.now().replace(year=2020).isoformat().replace("+", "%2B")
    assert client.get(f"{condition.url}compare/?since={earlier}").context["old"].number == 1


def test_a_thread_that_is_older_than_the_article_has_no_article_that_changed(
    enter: Enter, cast: Cast, condition, publish_text
):
    about = start(cast.author, Board.objects.get(condition=condition), section_key="signs").thread
    publish_text("Words [@book].\n\n## Signs {#signs}\n\nGreen glass.")
    page = enter(None).get(about.get_absolute_url())
    assert page.context["thread"]["changes_url"] == ""


def test_codes_of_one_system_stand_together(client: Client, condition, publish_text):
    codes = [CodeFact("ICD-10", "C49"), CodeFact("DOID", "DOID:4239"), CodeFact("ICD-10", "C49.9")]
    describe(condition, name=condition.name, definition="", names=[], codes=codes)
    publish_text("Words [@book].")
    shown = client.get(condition.url).context["codes"]
    assert [one["value"] for one in shown] == ["DOID:4239", "C49", "C49.9"]
