"""How old a reader has to be, about, to read a text with ease: by the Automated Readability Index (Smith and Senter,
1967), from the length of words and sentences. Pure. It is told to editors, and decides nothing."""

import re
from collections.abc import Iterable
from html import unescape

from django.utils.html import strip_tags

# The age up to which a text is plain.
PLAIN = 14
# What is shorter says too little about how a text is written.
FEWEST_WORDS = 100
_BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|dd|dt)>")
_CITATION = re.compile(r"\[\d+\]")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def reading_age(parts: Iterable[str]) -> int | None:
    """The age in years, of the HTML of an article's parts together; None where they have too few words."""
    # A paragraph or an entry of a list ends a sentence, whether a full stop stands there or not.
    html = _BLOCK_END.sub(". ", " ".join(parts))
    text = _CITATION.sub("", unescape(strip_tags(html)))
    sentences = [words for one in _SENTENCE_END.split(text) if (words := _WORD.findall(one))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    grade = 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / len(sentences) - 21.43
    # The first grade of school begins at the age of six.
    return max(round(grade) + 5, 5)
