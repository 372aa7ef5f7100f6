"""The part of a text around what was found."""

import pytest

from forums.search.snippets import WORDS, snippets


@pytest.mark.parametrize(
    ("text", "wanted", "parts"),
    [
        ("We wait.", [["waiting"]], [("We ", False), ("wait", True), (".", False)]),
        ("Ménière's disease", [["meniere"]], [("Ménière", True), ("'s disease", False)]),
        ("Tea, tea!", [["tea"]], [("Tea", True), (", ", False), ("tea", True), ("!", False)]),
        ("A or B", [["x", "b"]], [("A or ", False), ("B", True)]),
        ("Soft and soft part", [["soft part"]], [("Soft and ", False), ("soft", True), (" ", False), ("part", True)]),
        ("Nothing of it", [["x"]], [("Nothing of it", False)]),
        ("", [["x"]], []),
    ],
)
def test_what_was_sought_is_marked_where_it_stands(text, wanted, parts):
    assert snippets(wanted)(text) == parts


def test_a_long_text_is_cut_around_the_first_word_that_was_sought():
    text = " ".join(["before"] * 50 + ["tea"] + ["after"] * 50)
    parts = snippets([["tea"]])(text)
    shown = "".join(part for part, _ in parts)
    assert (parts[0], ("tea", True) in parts, shown.endswith(" …")) == (("… ", False), True, True)
    assert len(shown.split()) == WORDS + 2
