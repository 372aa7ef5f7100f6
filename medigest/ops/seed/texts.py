"""Invented words and texts. They say nothing, so nobody takes them for advice; how often words recur is like a
language's."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

# In every second post, and in one of ten each: what searches are measured with.
EVERY_SECOND = "waiting"
ORDINARY = ("morning", "letter")
VOCABULARY, SENTENCES = 3000, 4000
PER_PARAGRAPH = 4
_SYLLABLES = [consonant + vowel for consonant in "bdfglmnprstvk" for vowel in "aeiou"]


class Texts:
    """Titles, handles and bodies; the same ones for the same `random`."""

    def __init__(self, random: Random, words: int) -> None:
        self._random = random
        self._vocabulary = list(dict.fromkeys(self._word() for _ in range(VOCABULARY * 2)))[:VOCABULARY]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._vocabulary) + 1)))
        self._sentences = [self._sentence(random.randint(6, 18)) for _ in range(SENTENCES)]
        self._per_post = max(1, words // 12)

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4)))

    def _sentence(self, words: int) -> str:
        return " ".join(self._random.choices(self._vocabulary, cum_weights=self._weights, k=words)).capitalize() + "."

    def name(self, words: int) -> str:
        """A name or title of so many words."""
        return " ".join(self._random.sample(self._vocabulary, words)).capitalize()

    def paragraphs(self) -> list[str]:
        """The paragraphs of a post, some short and some long."""
        number = max(1, int(self._random.triangular(1, self._per_post * 2, self._per_post)))
        return list(self._paragraphs(self._random.choices(self._sentences, k=number)))

    def _paragraphs(self, sentences: list[str]) -> Iterator[str]:
        if self._random.random() < 0.5:
            sentences.append(f"Still {EVERY_SECOND}.")
        sentences += [f"That {word}." for word in ORDINARY if self._random.random() < 0.1]
        for first in range(0, len(sentences), PER_PARAGRAPH):
            yield " ".join(sentences[first : first + PER_PARAGRAPH])


def source_of(paragraphs: list[str]) -> str:
    """What its author would have typed."""
    return "\n\n".join(paragraphs)


def html_of(paragraphs: list[str]) -> str:
    """What `markup.render` makes of it; a test holds the two together."""
    return "\n".join(f"<p>{one}</p>" for one in paragraphs) + "\n"


def plain_of(paragraphs: list[str]) -> str:
    """What the search index keeps of it."""
    return " ".join(paragraphs)
