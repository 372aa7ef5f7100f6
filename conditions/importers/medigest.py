"""A page of the publisher Medigest as plain text: title, disclaimer, text, headings, the invitation to the forum."""

import hashlib
import json
import re
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from conditions.articles.draft import SourceFact
from conditions.articles.models import Origin
from conditions.catalogue.describe import NameFact
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Condition, Name
from conditions.importers.contract import Document, ImportProblem
from conditions.importers.plain import escape
from medigest.kit import clock

SYSTEM = "medigest"
LONGEST_NAME = Condition._meta.get_field("name").max_length or 0
LONGEST_HEADING = 100
# The publisher's disclaimer is told by what it says, not by where it stands.
_NOTICE = re.compile(r"\bas a guideline only\b|\bnot be held liable\b", re.IGNORECASE)
_INVITATION = re.compile(r"discuss .+ in our forums\.?", re.IGNORECASE)
_CALL = re.compile(r"discuss\b", re.IGNORECASE)
_BULLET = re.compile(r"[-*+•–]\s|\d+[.)]\s")
_SOURCE_KEY = "page"


@dataclass(frozen=True)
class _Block:
    """Lines without a blank one between them, joined; `line` is the number of the first."""

    line: int
    text: str
    single: bool

    @property
    def is_heading(self) -> bool:
        """A short line alone that ends without a mark of punctuation and begins no list."""
        ends_open = self.text[-1] not in ".!?:;,…"
        return self.single and ends_open and len(self.text) <= LONGEST_HEADING and not _BULLET.match(self.text)


def read(path: str, text: str) -> Document:
    """The page's condition, with its article and the publisher's notice. Raises ImportProblem."""
    title, *blocks = _blocks(text)
    _check_title(path, title)
    notice = "\n\n".join(block.text for block in blocks if _NOTICE.search(block.text))
    if not notice:
        raise ImportProblem(
            path, title.line, _("No disclaimer of the publisher follows the title: this is not a page of this format.")
        )
    written = _without_invitation(path, [block for block in blocks if not _NOTICE.search(block.text)])
    body = _body(path, title, written)
    names = _acronym(title.text, written)
    return Document(
        system=SYSTEM,
        key=fold(title.text),
        digest=_digest(title.text, *(name.text for name in names), body, notice),
        name=title.text,
        names=names,
        origin=Origin.IMPORTED,
        sources=(_source(title.text),),
        note=_("Imported page"),
        body=body,
        publisher_notice=notice,
        path=path,
        lines={"name": title.line, "body": written[0].line},
    )


def _blocks(text: str) -> list[_Block]:
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.split("\n"), start=1):
        words = " ".join(line.split())
        if words:
            blocks[-1].append((number, words))
        elif blocks[-1]:
            blocks.append([])
    return [_Block(lines[0][0], " ".join(words for _n, words in lines), len(lines) == 1) for lines in blocks if lines]


def _check_title(path: str, title: _Block) -> None:
    if not title.single or title.text.endswith("."):
        raise ImportProblem(
            path, title.line, _("The first line is not a title: a short line alone, with a blank line after it.")
        )
    if max(len(title.text), len(fold(title.text))) > LONGEST_NAME:
        raise ImportProblem(path, title.line, _("The title is too long."))


def _without_invitation(path: str, blocks: list[_Block]) -> list[_Block]:
    """The blocks without the invitation to the forum at the end: a heading, and the sentence that says it again.

    A page without it was cut off, and half a text on a condition is worse than none.
    """
    for place, block in enumerate(blocks):
        if _INVITATION.fullmatch(block.text):
            return blocks[:place] + [after for after in blocks[place + 1 :] if not _CALL.match(after.text)]
    last = blocks[-1].line if blocks else 1
    raise ImportProblem(path, last, _("The page does not end with its invitation to the forum: it may be cut off."))


def _body(path: str, title: _Block, blocks: list[_Block]) -> str:
    if not blocks:
        raise ImportProblem(path, title.line, _("The page has no text besides its disclaimer."))
    parts, keys = [], {""}
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if not block.is_heading:
            parts.append(f"{escape(block.text)} [@{_SOURCE_KEY}]")
            continue
        if after is None or after.is_heading:
            raise ImportProblem(
                path, block.line, _("No text follows the heading “%(heading)s”.") % {"heading": block.text}
            )
        key = _key(block.text, keys)
        keys.add(key)
        parts.append(f"## {block.text} {{#{key}}}")
    return "\n\n".join(parts) + "\n"


def _key(heading: str, taken: set[str]) -> str:
    stem = slugify(heading).replace("_", "-").strip("-") or "section"
    stem = re.sub(r"-{2,}", "-", stem)
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def _acronym(title: str, blocks: list[_Block]) -> tuple[NameFact, ...]:
    """What stands in quotes or brackets right after the title, where it looks like an acronym."""
    after_title = re.compile(
        re.escape(title)
        + r",?(?: (?:or|also (?:known as|called)|known as|abbreviated(?: as| to)?))?,? "
        + r"[\"'“‘(]+(?P<acronym>[A-Za-z0-9][A-Za-z0-9/-]{1,14})[\"'”’)]",
        re.IGNORECASE,
    )
    for block in blocks:
        for match in after_title.finditer(block.text):
            if sum(char.isupper() for char in match["acronym"]) > 1:
                return (NameFact(Name.Kind.ACRONYM.value, match["acronym"]),)
    return ()


def _source(title: str) -> SourceFact:
    """The page itself: it names neither who wrote it nor on which terms."""
    return SourceFact(
        key=_SOURCE_KEY,
        title=title,
        publisher=_("Third party, not named"),
        url="",
        licence=_("Not stated"),
        retrieved=clock.now().date(),
    )


def _digest(*said: str) -> str:
    """Over what the page says; not over the day of the import, or no page would ever be unchanged."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
