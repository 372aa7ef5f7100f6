"""Read a page of the publisher."""

from datetime import UTC, date, datetime

import pytest

from conditions.articles import text
from conditions.articles.models import Origin
from conditions.catalogue.describe import NameFact
from conditions.importers.contract import ImportProblem
from conditions.importers.medigest import read
from medigest.kit import clock


def refusal(page: str) -> str:
    with pytest.raises(ImportProblem) as caught:
        read("page.txt", page)
    return str(caught.value)


def test_the_first_line_is_the_name(page):
    assert read("page.txt", page).name == "Harbour glass syndrome"


def test_the_acronym_after_the_title_is_a_name(page):
    assert read("page.txt", page).names == (NameFact("acronym", "HGS"),)


@pytest.mark.parametrize(
    ("words", "acronym"),
    [
        ("Harbour glass syndrome (HGS) is", "HGS"),
        ("harbour glass syndrome, also known as “HGS-2”, is", "HGS-2"),
        ("Harbour glass syndrome or (MixeD) is", "MixeD"),
        ("Harbour glass syndrome (which is rare) is", None),
        ("Harbour glass syndrome (rare) is", None),
        ("Harbour glass syndrome is HGS", None),
    ],
)
def test_only_what_looks_like_an_acronym_is_one(page, words, acronym):
    document = read("page.txt", page.replace('Harbour glass syndrome or "HGS", first told in 1931, is', words))
    assert [name.text for name in document.names] == ([acronym] if acronym else [])


def test_the_disclaimer_is_kept_beside_the_text_and_never_in_it(page):
    document = read("page.txt", page)
    assert document.publisher_notice.startswith("This page tells you about")
    assert document.publisher_notice.endswith("what is wrong in it.")
    assert "guideline" not in document.body


def test_the_invitation_to_the_forum_is_dropped(page):
    assert "iscuss" not in read("page.txt", page).body


def test_headings_become_sections_with_keys_of_their_own(page):
    rendered = text.render(read("page.txt", page).body)
    assert [(one.key, one.heading) for one in rendered.sections] == [
        ("first-signs", "First signs"),
        ("how-it-is-told-apart", "How it is told apart"),
        ("first-signs-2", "First signs"),
    ]


def test_every_paragraph_cites_the_page(page):
    document = read("page.txt", page)
    paragraphs = [part for part in document.body.split("\n\n") if not part.startswith("## ")]
    assert len(paragraphs) == 6
    assert all(part.strip().endswith(" [@page]") for part in paragraphs)
    assert list(text.render(document.body).cited.items()) == [("page", [])]


def test_the_text_stays_plain_text(page):
    rendered = text.render(read("page.txt", page).body)
    assert "of *lighthouse keepers*." in rendered.lead_html
    assert "&lt;b&gt;and&lt;/b&gt;" in rendered.lead_html
    assert "see [@page] and" in rendered.lead_html
    assert "<p>1. It begins in the hands. Keepers call it the #1 nuisance" in rendered.lead_html
    assert "<p>Cold fingertips &amp; a ringing" in rendered.sections[0].html
    assert "<p>- It does not stop for a bell." in rendered.sections[1].html


def test_the_source_is_the_page_of_a_third_party(page):
    with clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        document = read("page.txt", page)
    (source,) = document.sources
    assert (source.title, source.publisher, source.licence) == (
        "Harbour glass syndrome",
        "Third party, not named",
        "Not stated",
    )
    assert source.retrieved == date(2026, 11, 20)
    assert document.origin == Origin.IMPORTED


def test_the_digest_tells_what_the_page_says_and_not_when_it_was_read(page):
    with clock.at(datetime(2026, 11, 20, tzinfo=UTC)):
        before = read("page.txt", page)
    assert before.digest == read("elsewhere.txt", page).digest
    assert before.digest != read("page.txt", page.replace("foghorn", "bell")).digest


def test_blank_lines_and_line_breaks_do_not_matter(page):
    wrapped = page.replace("is an invented condition", "is\nan invented  condition").replace("\n\n\n", "\n\n")
    assert read("page.txt", wrapped).digest == read("page.txt", page).digest


@pytest.mark.parametrize(
    ("page_of", "told"),
    [
        (lambda page: page.replace("\n\n", "\n", 1), "page.txt:1: The first line is not a title"),
        (lambda page: page.replace("syndrome\n", "syndrome.\n", 1), "page.txt:1: The first line is not a title"),
        (lambda page: "x" * 251 + page[22:], "page.txt:1: The title is too long."),
        (
            lambda page: page.replace("guideline", "rule").replace("held liable", "sued"),
            "page.txt:1: No disclaimer of the publisher follows the title",
        ),
        (
            lambda page: page[: page.index("Harbour glass syndrome or")] + page[page.index("Discuss") :],
            "page.txt:1: The page has no text besides its disclaimer.",
        ),
        (lambda page: page[: page.index("the foghorn")], "page.txt:18: The page does not end with its invitation"),
        (lambda page: page[: page.index("Harbour glass syndrome or")], "page.txt:1: The page does not end with"),
        (
            lambda page: page.replace("In winter the first signs are others.", "Cause"),
            "page.txt:23: No text follows the heading “First signs”.",
        ),
    ],
)
def test_a_page_of_another_form_is_refused_with_its_line(page, page_of, told):
    assert refusal(page_of(page)).startswith(told)
