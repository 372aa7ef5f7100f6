"""What an editor is told of statements without a source."""

from conditions.articles.unsourced import Unsourced, unsourced

BODY = """A first line
and its second [@book].

Nothing stands behind this.

## Signs {#signs}

They are:

- a lump [@book]
- a swelling
  that lasts
- soreness [@book, p. 2]

::: urgent Ask for help today if
it bleeds
:::
"""


def test_each_paragraph_and_entry_without_a_citation_is_told_with_its_line():
    assert unsourced(BODY) == [
        Unsourced(4, "Nothing stands behind this."),
        Unsourced(11, "- a swelling that lasts"),
        Unsourced(16, "it bleeds"),
    ]


def test_an_empty_text_states_nothing():
    assert unsourced("") == []
