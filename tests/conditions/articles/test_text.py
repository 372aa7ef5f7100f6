"""The text of an article: sections with keys, citations with places."""

import time
from contextlib import suppress

import pytest

from conditions.articles.text import Section, TextError, render


def problems(body: str, **options: int) -> list[str]:
    with pytest.raises(TextError) as caught:
        render(body, **options)
    return caught.value.problems


def test_text_before_the_first_heading_is_the_lead():
    rendered = render("Lead.\n\n## Signs {#signs}\n\nText.")
    assert rendered.lead_html == "<p>Lead.</p>\n"
    assert rendered.sections == [Section("signs", "Signs", "<p>Text.</p>\n")]


def test_windows_line_ends_read_the_same():
    assert render("A\r\n\r\n## B {#b}\r\n\r\nC") == render("A\n\n## B {#b}\n\nC")


def test_smaller_headings_stay_inside_their_section():
    (section,) = render("## Signs {#signs}\n\n### In children\n\nText.").sections
    assert "<h3>In children</h3>" in section.html


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_a_heading_in_a_code_block_is_code(fence):
    other = {"```": "~~~", "~~~": "```"}[fence]
    assert render(f"{fence}\n{other}\n## No {{#no}}\n{fence}").sections == []


@pytest.mark.parametrize(
    ("line", "heading", "key"),
    [
        ("## Signs {#signs}", "Signs", "signs"),
        ("##Signs {#signs} ##", "Signs", "signs"),
        ("## Type C# {#type-c}", "Type C#", "type-c"),
        ("## A {#b} {#c}", "A {#b}", "c"),
    ],
)
def test_a_heading_gives_words_and_a_key(line, heading, key):
    (section,) = render(f"{line}\n\nText.").sections
    assert (section.heading, section.key) == (heading, key)


@pytest.mark.parametrize("line", ["## Signs", "## Signs {#}", "## Signs {#Big}", "## Signs {#a b}", "## Signs {#a-}"])
def test_a_heading_without_a_good_key_is_refused_with_its_line(line):
    (problem,) = problems(f"Lead.\n\n{line}\n")
    assert problem.startswith("Line 3: give the heading a key")


def test_a_key_given_twice_is_refused():
    assert "“a” is used by an earlier heading" in problems("## A {#a}\n\n## B {#a}")[0]


def test_a_heading_without_words_is_refused():
    assert problems("## {#a}") == ["Line 1: the heading has no words."]


def test_all_problems_are_told_at_once_with_the_lines_of_the_file():
    assert [problem[:8] for problem in problems("## A\n\n## B\n", first_line=40)] == ["Line 40:", "Line 42:"]


def test_citations_are_numbered_by_first_use_across_sections():
    rendered = render("One [@b], two [@a, p. 3].\n\n## S {#s}\n\nThree [@b, title] [@b, title].")
    assert rendered.cited == {"b": ["title"], "a": ["p. 3"]}
    assert 'One <a href="#source-1">[1]</a>, two <a href="#source-2">[2]</a>.' in rendered.lead_html
    assert '<a href="#source-1">[1]</a>' in rendered.sections[0].html


@pytest.mark.parametrize("body", [r"\[@a]", r"\[@a, page 3\]", "[a]", "[@A]", "@a"])
def test_what_is_escaped_or_malformed_cites_nothing(body):
    assert render(body).cited == {}


def test_markup_that_is_refused_names_its_section():
    assert problems("## Signs {#signs}\n\n" + "x" * 600)[0].startswith("In “Signs”: ")


@pytest.mark.parametrize(
    "body",
    ["## a" + " " * 19_000 + "b", "## " + "{#" * 9_000, "[@a," * 5_000, "[@a," + " " * 19_000, "[@" * 9_000],
)
def test_no_text_takes_long(body):
    start = time.perf_counter()
    with suppress(TextError):
        render(body)
    assert time.perf_counter() - start < 2  # seconds, on a busy machine; a pattern that backtracks takes minutes
