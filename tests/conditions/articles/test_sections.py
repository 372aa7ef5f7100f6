"""One section of an article on its own."""

from hypothesis import given
from hypothesis import strategies as st

from conditions.articles.sections import LEAD, WHOLE, parts_of, section_of, with_section
from conditions.articles.text import cut

BODY = """\
The lead.

## Signs {#signs}

Glass.

```
## No heading {#none}
```

## Care {#care}

A bucket.
"""
LINES = st.sampled_from(["", "Words.", "## Signs {#signs}", "## Care {#care}", "## No key", "```", "    ## Deep"])
BODIES = st.lists(LINES, max_size=10).map("\n".join)


def test_the_parts_are_the_lead_and_each_section_in_order():
    assert parts_of(BODY) == [(LEAD, ""), ("signs", "Signs"), ("care", "Care")]


def test_a_section_comes_with_its_heading_and_without_its_neighbours():
    assert section_of(BODY, "care") == "## Care {#care}\n\nA bucket.\n"
    assert section_of(BODY, LEAD) == "The lead.\n\n"
    assert section_of(BODY, WHOLE) == BODY
    assert section_of(BODY, "none") is None


def test_other_words_take_its_place_and_the_others_stay():
    changed = with_section(BODY, "signs", "## First signs {#signs}\n\nSand.")
    assert changed.startswith("The lead.\n\n## First signs {#signs}\n\nSand.\n\n## Care {#care}\n")
    assert section_of(changed, "care") == section_of(BODY, "care")


def test_words_of_a_section_that_is_gone_come_last():
    assert with_section(BODY, "past", "## Past {#past}\n\nGone.") == BODY + "\n## Past {#past}\n\nGone.\n"


def test_a_heading_without_a_key_stays_with_the_part_before_it():
    body = "Lead.\n\n## No key\n\nWords.\n"
    assert parts_of(body) == [(LEAD, "")]
    assert section_of(body, LEAD) == body


@given(body=BODIES)
def test_the_pieces_make_up_the_body(body):
    assert "".join(words for _key, _heading, words in cut(body)) == body
    for section, _heading in parts_of(body):
        assert with_section(body, section, section_of(body, section) or "") == body


@given(body=BODIES, words=st.text("ab \n", max_size=12))
def test_no_line_of_the_other_sections_is_lost(body, words):
    for section, _heading in parts_of(body):
        others = {line for name, _ in parts_of(body) if name != section for line in section_of(body, name).split("\n")}
        assert others - {""} <= set(with_section(body, section, words).split("\n"))
