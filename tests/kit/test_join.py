"""Joining two texts that came from a third."""

from hypothesis import given
from hypothesis import strategies as st

from medigest.kit.compare import lines_of
from medigest.kit.join import Kind, Side, join, joined

BASE = "One.\n\nTwo.\n\nThree.\n"
LINES = st.lists(st.sampled_from(["One.", "Two.", "Three.", "", "Four."]), max_size=8)
TEXTS = LINES.map(lambda lines: "".join(f"{line}\n" for line in lines))


def test_what_each_changed_alone_is_joined_by_itself():
    pieces = join(BASE, BASE.replace("One", "Uno"), BASE.replace("Three", "Tre"))
    assert [piece.kind for piece in pieces] == [Kind.MINE, Kind.SAME, Kind.THEIRS]
    assert joined(pieces, {}) == "Uno.\n\nTwo.\n\nTre.\n"


def test_a_line_that_both_changed_is_a_clash_and_stays_twice_until_somebody_decides():
    pieces = join(BASE, BASE.replace("Two", "Zwei"), BASE.replace("Two", "Deux"))
    assert [piece.kind for piece in pieces] == [Kind.SAME, Kind.CLASH, Kind.SAME]
    assert joined(pieces, {}) == "One.\n\nDeux.\n\nZwei.\n\nThree.\n"
    assert joined(pieces, {0: Side.MINE}) == "One.\n\nZwei.\n\nThree.\n"
    assert joined(pieces, {0: Side.THEIRS}) == "One.\n\nDeux.\n\nThree.\n"


def test_the_same_change_by_both_is_made_once():
    changed = BASE.replace("Two", "Zwei")
    assert joined(join(BASE, changed, changed), {}) == changed


def test_what_both_added_at_one_place_is_a_clash():
    pieces = join("", "Mine.\n", "Theirs.\n")
    assert [piece.kind for piece in pieces] == [Kind.CLASH]
    assert joined(pieces, {}) == "Theirs.\n\nMine.\n"


@given(base=TEXTS, changed=TEXTS)
def test_where_one_changed_nothing_the_other_is_taken_whole(base, changed):
    assert lines_of(joined(join(base, changed, base), {})) == lines_of(changed)
    assert lines_of(joined(join(base, base, changed), {})) == lines_of(changed)


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_no_line_that_anybody_wrote_is_lost(base, mine, theirs):
    pieces = join(base, mine, theirs)
    kept = set(lines_of(joined(pieces, {})))
    assert set(lines_of(mine)) | set(lines_of(theirs)) <= kept | set(lines_of(base))
    assert "".join(piece.mine for piece in pieces) == "".join(lines_of(mine))
    assert "".join(piece.theirs for piece in pieces) == "".join(lines_of(theirs))
