"""Plain text as Markdown that says just that text: nothing in it can be markup, a heading or a citation."""

import re

# All that begins something inside a line; "@" because a locator may stand between a citation and its bracket.
_INLINE = re.compile(r"([\\`*_{}\[\]<>#~&!|@])")
# What begins a list or underlines a heading, at the start of a line only; a number's full stop takes the backslash.
_START = re.compile(r"^(\d*)([.)+\-=])")


def escape(text: str) -> str:
    """One paragraph of plain text, on one line, as Markdown."""
    return _START.sub(r"\1\\\2", _INLINE.sub(r"\\\1", " ".join(text.split())))
