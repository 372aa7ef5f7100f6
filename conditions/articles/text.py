"""The text of an article: Markdown with keyed headings, citations and care cards. Pure: text in, HTML and facts out.

`## Symptoms {#symptoms}` begins a section with an editor-given key. `[@key]` or `[@key, page 3]` cites. What a care
card is, `medigest.kit.cards` says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from medigest.kit import markup
from medigest.kit.cards import Watch

_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_KEY = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*\Z")
_CITATION = re.compile(r"(?<!\\)\[@(?P<key>[a-z0-9-]+)\s*(?:,(?P<locator>[^\[\]]*))?\]")


# Stands in the HTML of what cites a source.
CITES = 'href="#source-'


class TextError(ValueError):
    """The article cannot be taken as it is; `problems` is a list of messages, each saying how to mend it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Section:
    """One part of an article beneath a heading."""

    key: str
    heading: str
    html: str


@dataclass
class Rendered:
    """An article ready to be shown. `cited` maps a source's key to its locators, in order of first use."""

    lead_html: str = ""
    sections: list[Section] = field(default_factory=list)
    cited: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class _Part:
    key: str
    heading: str
    lines: list[str] = field(default_factory=list)


def _split(body: str, first_line: int, problems: list[str]) -> list[_Part]:
    parts, cards = [_Part("", "")], Watch()
    for number, (line, fenced) in enumerate(_fenced(body), start=first_line):
        heading = None if fenced else _heading(line)
        if heading is None:
            if not fenced and (problem := cards.line(number, line)):
                problems.append(_at(number, problem))
            parts[-1].lines.append(line)
            continue
        _check_end(cards, problems)
        _check_heading(number, heading.heading, heading.key, [part.key for part in parts], problems)
        parts.append(heading)
    _check_end(cards, problems)
    return parts


def _fenced(body: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands in a block of code."""
    fence = ""
    for line in body.splitlines():
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        yield line, bool(fence)


def cut(body: str) -> list[tuple[str, str, str]]:
    """The body in pieces that make it up again: the key, the heading and the words of each, the heading's line among
    them. The lead has neither key nor heading."""
    pieces = [("", "", "")]
    for line, (bare, fenced) in zip(body.splitlines(keepends=True), _fenced(body), strict=True):
        if not fenced and (part := _heading(bare)):
            pieces.append((part.key, part.heading, ""))
        key, heading, words = pieces[-1]
        pieces[-1] = (key, heading, words + line)
    return pieces


def _check_end(cards: Watch, problems: list[str]) -> None:
    if opened := cards.end():
        problems.append(_at(opened, _("This card has no end: close it with a line of three colons.")))


def _at(number: int, problem: str) -> str:
    return _("Line %(number)d: %(problem)s") % {"number": number, "problem": problem}


def _heading(line: str) -> _Part | None:
    """The part that the line begins; None where it begins none. No pattern: one that does this backtracks for ever."""
    if not line.startswith("##") or line.startswith("###"):
        return None
    words = line[2:].strip().rstrip("#").rstrip()
    heading, opening, key = words.rpartition("{#")
    if opening and key.endswith("}"):
        return _Part(key[:-1], heading.strip())
    return _Part("", words)


def _check_heading(number: int, heading: str, key: str, used: list[str], problems: list[str]) -> None:
    if not heading:
        problems.append(_("Line %(number)d: the heading has no words.") % {"number": number})
    elif not _KEY.match(key):
        problems.append(
            _(
                "Line %(number)d: give the heading a key of small letters, digits and hyphens, "
                "such as “## %(heading)s {#symptoms}”."
            )
            % {"number": number, "heading": heading}
        )
    elif key in used:
        problems.append(
            _("Line %(number)d: the key “%(key)s” is used by an earlier heading. Choose another.")
            % {"number": number, "key": key}
        )


def _cite(text: str, cited: dict[str, list[str]]) -> str:
    def number(match: re.Match[str]) -> str:
        key, locator = match["key"], (match["locator"] or "").strip()
        locators = cited.setdefault(key, [])
        if locator and locator not in locators:
            locators.append(locator)
        place = list(cited).index(key) + 1
        return f"[\\[{place}\\]](#source-{place})"

    return _CITATION.sub(number, text)


def render(body: str, *, first_line: int = 1, words: Mapping[str, str] | None = None) -> Rendered:
    """Split, cite and render. `first_line` is the number, in the messages, of the body's first line; `words` are linked
    where each stands first in its section (see glossary.addresses).

    Raises TextError with every problem at once.
    """
    problems: list[str] = []
    rendered = Rendered()
    for part in _split(body.replace("\r\n", "\n"), first_line, problems):
        source = _cite("\n".join(part.lines), rendered.cited)
        try:
            heading = "h3" if part.key else "h2"
            html = markup.render_article(source, card_heading=heading, words=words or {})
        except markup.MarkupError as error:
            problems.append(
                _("In “%(section)s”: %(problem)s") % {"section": part.heading or _("the lead"), "problem": error}
            )
            continue
        if part.key:
            rendered.sections.append(Section(part.key, part.heading, html))
        else:
            rendered.lead_html = html
    if problems:
        raise TextError(problems)
    return rendered
