"""The editors' form of the glossary: what was typed stays, whatever is wrong."""

import pytest

from conditions.articles.models import Term

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Sea glass",
    "spellings": "sea glasses\n",
    "text": "Round glass.",
    "source": "The book",
    "source_url": "",
    "licence": "CC0",
    "retrieved": "2026-11-01",
    "in_use": "on",
    "version": "0",
}


@pytest.fixture
def editor(enter, cast):
    return enter(cast.editor)


def test_an_editor_explains_a_word_and_explains_it_better(editor):
    assert editor.post("/glossary/new/", TYPED).headers["Location"] == "/glossary/sea-glass/"
    assert editor.post("/glossary/sea-glass/edit/", TYPED | {"text": "Better.", "version": "1"}).status_code == 302
    term = Term.objects.get()
    assert (term.text, term.spellings, term.version) == ("Better.", ["sea glasses"], 2)


def test_a_word_that_is_explained_already_is_named_and_the_text_stays(editor):
    editor.post("/glossary/new/", TYPED)
    answer = editor.post("/glossary/new/", TYPED | {"text": "Mine."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "is explained already, as “Sea glass”" in page
    assert "Mine." in page


def test_an_editor_who_was_overtaken_sees_both_and_can_save_again(editor):
    editor.post("/glossary/new/", TYPED)
    editor.post("/glossary/sea-glass/edit/", TYPED | {"text": "Theirs.", "version": "1"})
    answer = editor.post("/glossary/sea-glass/edit/", TYPED | {"text": "Mine.", "version": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs." in page
    assert "Mine." in page
    assert 'name="version" value="2"' in page
