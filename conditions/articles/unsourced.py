"""Which statements of a text cite no source. Pure. It is told to editors, and decides nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medigest.kit.cards import FENCE

MOST_WORDS = 12
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_NO_STATEMENT = ("#", FENCE, "```", "~~~")


@dataclass(frozen=True)
class Unsourced:
    """A paragraph, or an entry of a list: the line where it begins, and its first words."""

    line: int
    words: str


def unsourced(body: str) -> list[Unsourced]:
    """Every paragraph and entry without a citation; what leads to a list (“They are:”) states nothing alone."""
    return [
        Unsourced(number, " ".join(text.split()[:MOST_WORDS]))
        for number, text in _statements(body.replace("\r\n", "\n"))
        if "[@" not in text and not text.rstrip().endswith(":")
    ]


def _statements(body: str) -> Iterator[tuple[int, str]]:
    """Each with its line; a heading, a card's first line and a blank line end the one before."""
    begins, lines = 0, list[str]()
    for number, line in enumerate([*body.split("\n"), ""], start=1):
        apart = not line.strip() or line.lstrip().startswith(_NO_STATEMENT)
        if lines and (apart or _ITEM.match(line)):
            yield begins, " ".join(lines)
            lines = []
        if not apart:
            begins = begins if lines else number
            lines.append(line.strip())
