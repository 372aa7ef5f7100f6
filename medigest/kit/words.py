"""Link words in a parsed text, each at its first place; headings, links and code are left as they are."""

import re
from collections.abc import Iterator, Mapping

from markdown_it.token import Token

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def key_of(words: str) -> str:
    """How words are looked up: whatever their case and the space between them."""
    return " ".join(words.lower().split())


def link_words(tokens: list[Token], addresses: Mapping[str, str]) -> None:
    """Make a link of the first place of each address. `addresses`: by words, as `key_of` gives them."""
    if not addresses:
        return
    longest, done, before = max(len(_WORD.findall(words)) for words in addresses), set[str](), ""
    for token in tokens:
        if token.type == "inline" and before != "heading_open":
            token.children = list(_linked(token.children or [], addresses, longest, done))
        before = token.type


def _linked(children: list[Token], addresses: Mapping[str, str], longest: int, done: set[str]) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "text" and not depth:
            yield from _split(child, addresses, longest, done)
        else:
            yield child


def _split(token: Token, addresses: Mapping[str, str], longest: int, done: set[str]) -> Iterator[Token]:
    text, words = token.content, list(_WORD.finditer(token.content))
    written = place = 0
    while place < len(words):
        for last in range(min(place + longest, len(words)) - 1, place - 1, -1):
            start, end = words[place].start(), words[last].end()
            address = addresses.get(key_of(text[start:end]))
            if not address:
                continue
            if address not in done:
                done.add(address)
                yield _text(token, text[written:start])
                yield Token("link_open", "a", 1, attrs={"href": address})
                yield _text(token, text[start:end])
                yield Token("link_close", "a", -1)
                written = end
            place = last
            break
        place += 1
    yield _text(token, text[written:])


def _text(token: Token, content: str) -> Token:
    return token.copy(content=content)
