"""Two texts that both came from a third, joined. Pure: three texts in, pieces out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from medigest.kit.compare import lines_of


class Kind(StrEnum):
    """Which of the two changed a piece. CLASH: both did, and not alike."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    CLASH = "clash"


class Side(StrEnum):
    """What becomes of a clash. BOTH: theirs, then mine."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Piece:
    """Lines in a row, as all three texts have them."""

    kind: Kind
    base: str
    mine: str
    theirs: str

    def text(self, side: Side = Side.BOTH) -> str:
        """How it reads joined; `side` decides a clash."""
        if self.kind != Kind.CLASH:
            return self.theirs if self.kind == Kind.THEIRS else self.mine
        if side != Side.BOTH:
            return self.mine if side == Side.MINE else self.theirs
        # A blank line keeps two versions of a paragraph from running into one.
        between = "\n" if self.mine.strip() and self.theirs.strip() else ""
        return self.theirs + between + self.mine


def join(base: str, mine: str, theirs: str) -> list[Piece]:
    """The pieces of all three, in order: what one of the two changed alone is no clash."""
    texts = [lines_of(base), lines_of(mine), lines_of(theirs)]
    pieces: list[Piece] = []
    at = (0, 0, 0)
    for place in _anchors(*texts):
        between = ["".join(lines[start:end]) for lines, start, end in zip(texts, at, place, strict=True)]
        same = [lines[end] if end < len(lines) else "" for lines, end in zip(texts, place, strict=True)]
        for one in (_piece(*between), _piece(*same)):
            _append(pieces, one)
        at = (place[0] + 1, place[1] + 1, place[2] + 1)
    return pieces


def joined(pieces: Sequence[Piece], sides: Mapping[int, Side]) -> str:
    """The text; `sides` decides each clash by its number, from 0 on; the others keep both."""
    clashes = 0
    made = []
    for piece in pieces:
        made.append(piece.text(sides.get(clashes, Side.BOTH)))
        clashes += piece.kind == Kind.CLASH
    return "".join(made)


def _anchors(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int]]:
    """Where a line stands in all three, in order; the ends of the texts last."""
    in_mine, in_theirs = _matches(base, mine), _matches(base, theirs)
    for line, there in in_mine.items():
        if line in in_theirs:
            yield line, there, in_theirs[line]
    yield len(base), len(mine), len(theirs)


def _matches(base: list[str], other: list[str]) -> dict[int, int]:
    """Which line of `other` a line of the base became."""
    found: dict[int, int] = {}
    for one in Indel.opcodes(base, other):
        if one.tag == "equal":
            found |= zip(range(one.src_start, one.src_end), range(one.dest_start, one.dest_end), strict=True)
    return found


def _piece(base: str, mine: str, theirs: str) -> Piece:
    if mine == theirs:
        kind = Kind.SAME
    elif theirs == base:
        kind = Kind.MINE
    else:
        kind = Kind.THEIRS if mine == base else Kind.CLASH
    return Piece(kind, base, mine, theirs)


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; to the last one where both stayed the same."""
    if not (piece.base or piece.mine or piece.theirs):
        return
    if pieces and piece.kind == pieces[-1].kind == Kind.SAME:
        last = pieces.pop()
        piece = Piece(Kind.SAME, last.base + piece.base, last.mine + piece.mine, last.theirs + piece.theirs)
    pieces.append(piece)
