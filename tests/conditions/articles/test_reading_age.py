"""For which age a text reads."""

import pytest

from conditions.articles.reading_age import FEWEST_WORDS, PLAIN, reading_age
from tests.conftest import Cast, Enter

PLAIN_WORDS = "<p>The skin can itch. It may look red. See a doctor if it does not heal.</p>" * 10
HARD = (
    "Immunohistochemical characterisation of perivascular inflammatory infiltrates necessitates multidisciplinary "
    "interpretation incorporating histopathological, radiological and epidemiological considerations throughout "
    "longitudinal surveillance.\n\n"
) * 6


def test_short_words_in_short_sentences_read_for_the_young_and_long_ones_do_not():
    plain, hard = reading_age([PLAIN_WORDS]), reading_age([f"<p>{HARD}</p>"])
    assert plain is not None
    assert hard is not None
    assert plain < 10 < PLAIN < hard


def test_an_entry_of_a_list_is_a_sentence():
    with_stops = "<ul>" + "<li>The skin can itch.</li>" * 30 + "</ul>"
    assert reading_age([with_stops]) == reading_age([with_stops.replace(".", "")])


def test_figures_of_citations_are_no_words():
    assert reading_age([PLAIN_WORDS.replace("itch.", "itch [1]. [2]")]) == reading_age([PLAIN_WORDS])


@pytest.mark.parametrize("text", ["", "<p>Too short.</p>", "<p>" + "word " * (FEWEST_WORDS - 1) + "</p>"])
def test_of_few_words_no_age_is_told(text):
    assert reading_age([text]) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "warned"), [("The skin can itch. " * 40, False), (HARD, True)])
def test_an_editor_is_told_in_the_preview(words, warned, enter: Enter, cast: Cast, condition):
    data = {"body": words, "version": "0", "note": "", "do": "preview"}
    data |= {"sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0"}
    page = enter(cast.editor).post(f"{condition.url}edit/", data).content.decode()
    assert "It reads as for the age of about" in page
    assert ("hard for many people" in page) == warned
