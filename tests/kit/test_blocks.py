"""Footnotes, and blocks whose text shows on a click."""

import pytest

from medigest.kit.blocks import without_folded
from medigest.kit.markup import render
from tests.kit.safe_html import Found


def test_a_footnote_stands_as_a_number_and_at_the_end_without_any_id():
    html = render("One thing.[^a] Another.[^b]\n\n[^b]: Of *two*.\n[^a]: Of one, PMID 7.")
    found = Found(html)
    assert html.index("<sup>[1]</sup>") < html.index("<sup>[2]</sup>") < html.index("Of one") < html.index("Of <em>two")
    assert found.problems == []
    assert found.tags.count("li") == 2
    assert "pubmed" in found.links[0]["href"]


@pytest.mark.parametrize(
    ("first", "line"),
    [
        ("spoiler", "Spoiler"),
        ("spoiler The <end> of it", "The &lt;end&gt; of it"),
        ("warning", "Content warning"),
        ("warning death of a child", "Content warning: death of a child"),
    ],
)
def test_a_block_shows_its_line_and_holds_its_text_back(first, line):
    html = render(f"Before.\n\n::: {first}\nHe *died*.\n:::\n\nAfter.")
    assert f"<details><summary>{line}</summary>\n<p>He <em>died</em>.</p>\n</details>" in html
    assert Found(html).problems == []
    assert "died" not in without_folded(html)
    assert "After." in without_folded(html)


def test_blocks_within_blocks_are_held_back_whole():
    html = render(":::: warning A\nx1\n::: spoiler B\nx2\n:::\nx3\n::::\n\nOut.")
    assert [word for word in ("x1", "x2", "x3") if word in without_folded(html)] == []
    assert "Out." in without_folded(html)


def test_a_block_that_was_not_closed_ends_with_the_text():
    html = render("::: spoiler\nLast words.")
    assert html.count("<details>") == html.count("</details>") == 1
