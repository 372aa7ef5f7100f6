"""Care cards in an article: what comes out, and what is refused with the line and the way to mend it."""

import pytest

from conditions.articles.text import TextError, render
from medigest.kit import markup


def test_a_card_says_its_level_in_words_and_cites_its_sources():
    rendered = render(
        "## When to ask {#ask}\n\n::: urgent Ask for help today if\n- it gets worse [@book]\n:::\n\nAfter."
    )
    html = rendered.sections[0].html
    assert '<div class="care urgent"><h3>Urgent: Ask for help today if</h3><div>' in html
    assert '<a href="#source-1">[1]</a>' in html
    assert html.endswith("</div></div>\n<p>After.</p>\n")
    assert rendered.cited == {"book": []}


def test_a_card_in_the_lead_has_a_heading_beneath_the_pages_own_and_an_emergency_leads_to_the_numbers():
    html = render("::: emergency Call now if\nsomebody <b>cannot</b> breathe\n:::").lead_html
    assert "<h2>Emergency: Call now if</h2>" in html
    assert "&lt;b&gt;" in html
    assert '<a href="#emergency-numbers">' in html


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "::: emergancy Call\nnow\n:::",
            "Line 1: There is no card “emergancy”. Use one of: non-urgent, urgent, emergency.",
        ),
        ("::: urgent\nnow\n:::", "Line 1: Say in the card's first line what to do"),
        ("::: urgent Ask\nnow\n\n## Next {#next}\n\nWords.", "Line 1: This card has no end"),
        ("::: urgent Ask\n::: urgent Ask\n:::", "Line 2: The card before it has no end"),
        ("Words.\n\n:::", "Line 3: No card is open here"),
        ("::: urgent Ask [@book]\nnow\n:::", "Line 1: Cite beneath the card's first line"),
    ],
)
def test_a_broken_card_is_refused_with_its_line(body, problem):
    with pytest.raises(TextError) as error:
        render(body)
    assert error.value.problems[0].startswith(problem)


def test_colons_in_code_are_no_card():
    assert "::: x" in render("```\n::: x\n```").lead_html


def test_a_member_writes_no_cards():
    assert "<div" not in markup.render("::: urgent Ask for help today if\nnow\n:::")
