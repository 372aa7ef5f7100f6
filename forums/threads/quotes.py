"""Quotations: text that repeats another post, as Markdown writes it."""

import re

from django.utils.translation import gettext as _

# A quotation begins at ">" (in a list too) and ends with its paragraph; browsers end lines in two characters.
QUOTED = re.compile(r"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*>.*(?:\n(?![ \t\r]*\n).*)*", re.MULTILINE)
LEFT_OUT = "> […]"
# A shorter line may be anybody's.
SHORTEST = 10
# Of a longer post the rest is left to its link.
LONGEST = 2000
# The address by which a quotation names the post that it repeats: no name, which may change or go.
_NAMED = re.compile(r"\(/forums/posts/(\d{1,18})/\)")
_MARKS = re.compile(r"^[\s>*+-]+")


def without_any(source: str) -> str:
    """A text without all that it quotes."""
    return QUOTED.sub(lambda _found: LEFT_OUT, source)


def without_quotes_of(source: str, quoted: str, post_id: int) -> str:
    """A text without the quotations that repeat a line of `quoted`; the same text where none does.

    Those that name the post go out of sight with it by themselves (`quoting`), and are left.
    """
    return QUOTED.sub(lambda found: LEFT_OUT if _repeats(found[0], quoted, post_id) else found[0], source)


def quotes(source: str, quoted: str, post_id: int) -> bool:
    """Whether a text quotes a line of `quoted` without naming the post."""
    return any(_repeats(found[0], quoted, post_id) for found in QUOTED.finditer(source))


def head_of(post_id: int, position: int | None) -> str:
    """The first line of a quotation, by which it keeps the post that it repeats."""
    label = _("Post #%(number)d") % {"number": position} if position else _("Post")
    return f"[{label}](/forums/posts/{post_id}/):"


def quotation_of(post_id: int, position: int | None, source: str) -> str:
    """A post as a quotation to write beneath; what it quotes itself is left out."""
    text = without_any(source).replace(LEFT_OUT, "").strip()
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip() + " […]"
    lines = [head_of(post_id, position), *re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n")).split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def named(source: str) -> set[int]:
    """The ids of the posts that a text quotes by name."""
    return {pk for found in QUOTED.finditer(source) for pk in _named(found[0])}


def without_named(source: str, ids: set[int]) -> str:
    """A text without its quotations of these posts."""
    return QUOTED.sub(lambda found: LEFT_OUT if _named(found[0]) & ids else found[0], source)


def _named(quotation: str) -> set[int]:
    return {int(pk) for pk in _NAMED.findall(quotation)}


def _repeats(quotation: str, quoted: str, post_id: int) -> bool:
    if post_id in _named(quotation):
        return False
    lines = (_MARKS.sub("", line).strip() for line in quotation.splitlines())
    return any(line in quoted for line in lines if len(line) >= SHORTEST)
