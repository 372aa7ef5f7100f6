"""Words that are addresses by another name: a DOI, a PMID, a member's handle. No host is asked for anything."""

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import quote

from markdown_it.token import Token

_REFERENCE = re.compile(
    r"\bdoi:\s?(?P<doi>10\.\d{4,9}/[^\s\"<>]+)"
    r"|\bPMID:?\s?(?P<pmid>[1-9]\d{0,8})\b"
    r"|(?<![\w@/.-])@(?P<handle>[A-Za-z0-9][A-Za-z0-9_-]{2,29})(?!\w)",
    re.IGNORECASE,
)
_ENDS = ".,;:!?'…"
_PAGE = re.compile(r"(?<=/members/)[A-Za-z0-9_-]{3,30}")
# What stands in a name's place: shorter than any handle, so that no text becomes too long by it.
NOBODY = "…"


def handles_in(source: str) -> list[str]:
    """What a text may name with an @, in its order, lower-case, each once."""
    return list(dict.fromkeys(found["handle"].lower() for found in _REFERENCE.finditer(source) if found["handle"]))


def without_handles(text: str, handles: Collection[str]) -> str:
    """A text that names none of these handles (in small letters) with an @ or by the address of their page."""

    def unnamed(found: "re.Match[str]") -> str:
        return f"@{NOBODY}" if (found["handle"] or "").lower() in handles else found[0]

    return _PAGE.sub(lambda page: NOBODY if page[0].lower() in handles else page[0], _REFERENCE.sub(unnamed, text))


def link_references(tokens: list[Token], members: Mapping[str, str]) -> None:
    """Make links of the references in parsed Markdown, outside of links and code. `members`: addresses by handle."""
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_linked(token.children, members))


def _linked(children: list[Token], members: Mapping[str, str]) -> Iterator[Token]:
    within = 0
    for child in children:
        within += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not within:
            yield from _split(child.content, members)
        else:
            yield child


def _split(text: str, members: Mapping[str, str]) -> Iterator[Token]:
    at = 0
    for found in _REFERENCE.finditer(text):
        href, end = _address(found, members)
        if href:
            yield from _words(text[at : found.start()])
            yield Token("link_open", "a", 1, attrs={"href": href})
            yield from _words(text[found.start() : end])
            yield Token("link_close", "a", -1)
            at = end
    yield from _words(text[at:])


def _words(text: str) -> Iterator[Token]:
    if text:
        yield Token("text", "", 0, content=text)


def _address(found: "re.Match[str]", members: Mapping[str, str]) -> tuple[str, int]:
    """Where a reference leads (empty: nowhere), and where it ends in the text."""
    if found["pmid"]:
        return f"https://pubmed.ncbi.nlm.nih.gov/{found['pmid']}/", found.end()
    if found["handle"]:
        return members.get(found["handle"].lower(), ""), found.end()
    doi = _without_end(found["doi"])
    return f"https://doi.org/{quote(doi, safe='/:;().,-_')}", found.start("doi") + len(doi)


def _without_end(doi: str) -> str:
    """A DOI without the marks of the sentence around it; a bracket belongs to it where it was opened in it."""
    while doi[-1] in _ENDS or (doi[-1] == ")" and doi.count(")") > doi.count("(")):
        doi = doi[:-1]
    return doi
