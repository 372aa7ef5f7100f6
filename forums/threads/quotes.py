"""Quotations: text that repeats another post, as Markdown writes it."""

import re

# A quotation begins at ">" (in a list too) and goes on to the end of its paragraph.
QUOTED = re.compile(r"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*>.*(?:\n(?![ \t]*\n).*)*", re.MULTILINE)
LEFT_OUT = "> […]"
# A shorter line may be anybody's.
SHORTEST = 10
_MARKS = re.compile(r"^[\s>*+-]+")


def without_any(source: str) -> str:
    """A text without all that it quotes."""
    return QUOTED.sub(lambda _found: LEFT_OUT, source)


def without_quotes_of(source: str, quoted: str) -> str:
    """A text without the quotations that repeat a line of `quoted`; the same text where none does."""
    return QUOTED.sub(lambda found: LEFT_OUT if _repeats(found[0], quoted) else found[0], source)


def quotes(source: str, quoted: str) -> bool:
    """Whether a text quotes a line of `quoted`."""
    return any(_repeats(found[0], quoted) for found in QUOTED.finditer(source))


def _repeats(quotation: str, quoted: str) -> bool:
    lines = (_MARKS.sub("", line).strip() for line in quotation.splitlines())
    return any(line in quoted for line in lines if len(line) >= SHORTEST)
