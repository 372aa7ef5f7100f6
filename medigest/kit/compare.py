"""What changed between two texts, word by word. Pure: two texts in, rows out, for one column or for two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

SAME, GONE, NEW = "same", "gone", "new"
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Part:
    """Words in a row: the same in both texts, gone, or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """Lines that stayed the same (`parts` is one), or lines that changed."""

    parts: list[Part] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(part.kind != SAME for part in self.parts)

    @property
    def lines(self) -> int:
        return sum(part.text.count("\n") for part in self.parts)

    @property
    def before(self) -> list[Part]:
        """The row as it read before."""
        return [part for part in self.parts if part.kind != NEW]

    @property
    def after(self) -> list[Part]:
        """The row as it reads after."""
        return [part for part in self.parts if part.kind != GONE]


def compare(before: str, after: str) -> list[Row]:
    """The rows of both texts in order. Lines first, then words in those that differ: a moved paragraph marks itself
    only, and a long text costs little."""
    rows: list[Row] = []
    gone = ""
    for kind, text in [*_runs(lines_of(before), lines_of(after)), (SAME, "")]:
        if kind == GONE:
            gone = text
            continue
        if gone or kind == NEW:
            rows.append(Row(_words(gone, text if kind == NEW else "")))
            gone = ""
        if kind == SAME and text:
            rows.append(Row([Part(SAME, text)]))
    return rows


def lines_of(text: str) -> list[str]:
    """The lines; the last one ends like the others, so that a text's end is no change."""
    return [line + "\n" for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")] if text.strip() else []


def _words(before: str, after: str) -> list[Part]:
    return [Part(kind, text) for kind, text in _runs(_WORD.findall(before), _WORD.findall(after))]


def _runs(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Runs of the same, and between them all that went before all that came."""
    runs: list[tuple[str, str]] = []
    gone = new = ""

    def changed() -> None:
        nonlocal gone, new
        runs.extend((kind, text) for kind, text in ((GONE, gone), (NEW, new)) if text)
        gone = new = ""

    for one in Indel.opcodes(before, after):
        if one.tag == "equal":
            changed()
            runs.append((SAME, "".join(before[one.src_start : one.src_end])))
        else:
            gone += "".join(before[one.src_start : one.src_end])
            new += "".join(after[one.dest_start : one.dest_end])
    changed()
    return runs
