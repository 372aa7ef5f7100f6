"""The contract of all importers: what one file says of one condition, and how a file is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from conditions.articles.authorship import NOBODY, Authorship
from conditions.articles.draft import SourceFact
from conditions.articles.models import Origin
from conditions.catalogue.describe import CodeFact, NameFact

_BLANK_LINES = re.compile(r"\A\s*\n")


class ImportProblem(Exception):
    """A file cannot be taken. `line` is None where the problem has no line. Told in one line."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        self.path, self.line, self.message = path, line, " ".join(message.split())
        super().__init__(f"{path}:{line}: {self.message}" if line else f"{path}: {self.message}")


@dataclass(frozen=True)
class Document:
    """What one file says of one condition.

    `system` and `key` name the foreign record; `digest` is the same as long as the record says the same.
    `slug` is empty where the format has none: then it is made from the name. `parents` are slugs.
    `body` is in normal form (normal_body); empty means that there is no article. `publisher_notice` is
    what the publisher says beside our disclaimer. `path` and `lines` (of the fields) serve the messages only.
    """

    system: str
    key: str
    digest: str
    name: str
    slug: str = ""
    definition: str = ""
    names: tuple[NameFact, ...] = ()
    codes: tuple[CodeFact, ...] = ()
    parents: tuple[str, ...] = ()
    origin: Origin = Origin.IMPORTED
    sources: tuple[SourceFact, ...] = ()
    note: str = ""
    authorship: Authorship = NOBODY
    body: str = ""
    publisher_notice: str = ""
    path: str = field(default="", compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def problem(self, message: str, about: str = "") -> ImportProblem:
        """A problem at the line of the field `about`, where that is known."""
        return ImportProblem(self.path, self.lines.get(about), message)


@dataclass(frozen=True)
class Format:
    """A third party's format: `read(path, text)` makes the document and raises ImportProblem.

    `pattern` picks the files of a directory.
    """

    read: Callable[[str, str], Document]
    pattern: str

    def files_in(self, directory: Path) -> list[Path]:
        return sorted(path for path in directory.glob(self.pattern) if path.is_file())


def normal_body(text: str) -> str:
    """The text without blank lines around it, ended by one line feed; leading spaces of its first line stay."""
    text = _BLANK_LINES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
    return f"{text}\n" if text else ""
