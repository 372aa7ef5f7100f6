"""Plain text as Markdown that says just that text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conditions.importers.plain import escape

PARSER = MarkdownIt("commonmark").enable("strikethrough")
AWKWARD = st.text(alphabet="ab1 .)*_`#<>[]()@!&;~|+-=\\{}\"'é:/", max_size=60)


def shown(text: str) -> str:
    """The words that a reader sees, of one paragraph without any markup."""
    rendered = PARSER.render(text)
    paragraph = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert paragraph, rendered
    assert "<" not in paragraph[1]
    return html.unescape(paragraph[1])


@pytest.mark.parametrize(
    "text",
    [
        "*a*",
        "# a",
        "1. a",
        "1) a",
        "- a",
        "+ a",
        "= a",
        "> a",
        "<b>",
        "[@a, p. 1]",
        "&amp;",
        "a\\",
        "---",
        "`a`",
        "~~~",
    ],
)
def test_what_could_be_markup_stays_as_it_is(text):
    assert shown(f"{escape(text)} end") == f"{text} end"


@given(AWKWARD)
def test_any_text_stays_as_it_is(text):
    plain = " ".join(text.split())
    assert shown(f"{escape(text)} end") == f"{plain} end".strip()
