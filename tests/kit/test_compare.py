"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from medigest.kit.compare import GONE, NEW, SAME, Part, compare

LINES = st.lists(st.text("abc  .", min_size=1, max_size=12), max_size=8).map("\n".join)


def test_one_changed_word_is_marked_and_the_others_are_not():
    [row] = compare("The pain comes and goes.", "The pain stays and goes.")
    assert row.parts == [
        Part(SAME, "The pain "),
        Part(GONE, "comes "),
        Part(NEW, "stays "),
        Part(SAME, "and goes.\n"),
    ]


def test_a_paragraph_that_came_leaves_the_others_alone():
    rows = compare("One.\n\nThree.", "One.\n\nTwo.\n\nThree.")
    assert [row.changed for row in rows] == [False, True, False]
    assert [part.text.strip() for row in rows for part in row.parts if part.kind == NEW] == ["Two."]


def test_the_same_text_has_no_change_whatever_its_line_ends_are():
    assert not any(row.changed for row in compare("One.\r\nTwo.\n", "One.\nTwo."))


def test_an_empty_text_is_all_new():
    [row] = compare("", "All of it.")
    assert [part.kind for part in row.parts] == [NEW]


@given(LINES, LINES)
def test_each_side_reads_as_its_text_did(before, after):
    rows = compare(before, after)
    for text, side in ((before, "before"), (after, "after")):
        read = "".join(part.text for row in rows for part in getattr(row, side))
        assert read.rstrip("\n") == (text.rstrip("\n") if text.strip() else "")
