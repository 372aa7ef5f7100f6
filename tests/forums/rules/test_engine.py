"""What a rule finds, and which patterns are refused before they are kept."""

import pytest

from forums.rules.engine import PatternRefused, check, found
from forums.rules.models import Rule


@pytest.mark.parametrize(
    ("kind", "text", "said", "what"),
    [
        ("words", "miracle cure\nsnake oil", "A Miracle   CURE for you.", "Miracle   CURE"),
        ("words", "cure", "It is secure.", ""),
        ("words", "Köln", "Ich bin in KÖLN.", "KÖLN"),
        ("words", "a.b", "axb", ""),
        ("pattern", r"\b\d{3}mg\b", "Take 500MG of it.", "500MG"),
        ("links", "", "See https://example.org/ there.", "https://"),
        ("links", "", "No address here.", ""),
        ("contact", "", "Write to ada@example.org.", "ada@example.org."),
        ("contact", "", "Call +44 20 7946 0000 today.", "+44 20 7946 0000"),
        ("contact", "", "I was 20 in 2004.", ""),
        ("numbers", "", "My number is 943 476 5919.", "943 476 5919"),
        ("numbers", "", "The card 4111 1111 1111 1111 is mine.", "4111 1111 1111 1111"),
        ("numbers", "", "Not a card: 4111 1111 1111 1112.", ""),
    ],
)
def test_a_rule_finds_what_it_is_about(kind, text, said, what):
    assert found(Rule(kind=kind, text=text), said).strip(". ") == what.strip(". ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write what to look for"),
        ("(a", "can't be read"),
        (r"(a)\1", "can't be read"),
        ("a*", "found in every text"),
        ("(?:(?:[a-z]{1,90}){1,90}){1,90}", "can't be read"),
    ],
)
def test_a_pattern_that_does_not_do_is_refused_with_the_reason(text, why):
    with pytest.raises(PatternRefused, match=why):
        check("pattern", text)


@pytest.mark.parametrize("text", ["(a+)+$", "(x|x)*y", "(.*)(.*)(.*)z9", "(a|aa)+b"])
def test_what_would_backtrack_for_ever_elsewhere_is_linear_or_refused(text):
    try:
        check("pattern", text)
    except PatternRefused as refused:
        assert "takes too long" in str(refused)  # noqa: PT017  # either answer is right
