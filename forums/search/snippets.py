"""The part of a text around what was found, made for the rows of one page and the same for every database."""

import re
from collections.abc import Callable
from functools import lru_cache

from snowballstemmer import stemmer

from conditions.catalogue.folding import fold
from forums.search.query import Groups

WORDS_BEFORE, WORDS = 8, 36
_WORD = re.compile(r"\w+")
_english = stemmer("english")

# Parts of a text, and whether each was sought.
Snippet = list[tuple[str, bool]]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without accents, case and endings, as the indexes keep it."""
    return str(_english.stemWord(fold(word)))


def snippets(wanted: Groups) -> Callable[[str], Snippet]:
    """What makes the snippet of a text: at most 36 words from a little before the first one that was sought, each of
    these marked."""
    phrases = {tuple(stem(word) for word in _WORD.findall(text)) for group in wanted for text in group} - {()}
    single = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
    longer = [phrase for phrase in phrases if len(phrase) > 1]

    def sought(stems: list[str]) -> list[int]:
        """Which of the words were sought: those that are one, and those that stand in a row as a phrase does."""
        found = {at for at, one in enumerate(stems) if one in single}
        for phrase in longer:
            for at in range(len(stems) - len(phrase) + 1):
                if tuple(stems[at : at + len(phrase)]) == phrase:
                    found.update(range(at, at + len(phrase)))
        return sorted(found)

    def snippet(text: str) -> Snippet:
        words = list(_WORD.finditer(text))
        return _cut(text, words, sought([stem(word[0]) for word in words]))

    return snippet


def _cut(text: str, words: list[re.Match[str]], places: list[int]) -> Snippet:
    sought = [words[place] for place in places]
    first = max(0, places[0] - WORDS_BEFORE) if places else 0
    shown = words[first : first + WORDS]
    if not shown:
        return []
    begin = shown[0].start() if first else 0
    end = shown[-1].end() if len(words) > first + WORDS else len(text)
    parts, at = [("… ", False)] if first else [], begin
    for word in sought:
        if begin <= word.start() < end:
            parts += [(text[at : word.start()], False), (word[0], True)]
            at = word.end()
    parts.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [part for part in parts if part[0]]
