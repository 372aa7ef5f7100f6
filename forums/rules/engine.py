"""Find what a rule looks for. The engine is RE2: linear in the text, whatever is written into a pattern."""

import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2
from django.utils.translation import gettext as _

from forums.rules.models import Rule
from medigest.kit.markup import MAX_LENGTH

# Of a compiled pattern; what needs more is refused.
MAX_MEMORY = 2 << 20
# How long a pattern may take on the longest text that a post can have.
MAX_SECONDS = 0.05
# What stands around a word that was found, and is no part of it.
_AROUND = " \t\n.,;:!?\"'()[]*_"
_EDGE = r"[^\pL\pN]"
_LINK = r"(?i)\bhttps?://|\bwww\."
_CONTACT = r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}|(?:\+|\b00)\d[\d ()/.-]{6,18}\d|\b0\d{2,5}[ /-]?\d[\d -]{4,12}\d"
_NUMBERS = r"\b\d(?:[ -]?\d){9,18}\b"


class PatternRefused(ValueError):
    """The rule's text can't be looked for; the message says how to mend it."""


def found(rule: Rule, text: str) -> str:
    """The first thing in the text that the rule is about, empty where there is none."""
    compiled = _compiled(rule.kind, rule.text)
    for match in compiled.finditer(text):
        if rule.kind != Rule.Kind.NUMBERS or _is_worth_a_look(match.group()):
            return str(match.group()).strip(_AROUND)[:100]
    return ""


def check(kind: str, text: str) -> None:
    """Raise PatternRefused where the text makes no rule: broken, empty, finding everything, or costly."""
    if kind in (Rule.Kind.WORDS, Rule.Kind.PATTERN) and not text.strip():
        raise PatternRefused(_("Write what to look for."))
    try:
        compiled = _compiled(kind, text)
    except re2.error as error:
        said = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise PatternRefused(_("The pattern can't be read: %(why)s") % {"why": said}) from error
    if compiled.search("") is not None:
        raise PatternRefused(_("This would be found in every text. Say more exactly what to look for."))
    if max(_seconds(compiled, probe) for probe in _probes(text)) > MAX_SECONDS:
        raise PatternRefused(_("This takes too long on a long text. Use fewer repetitions, or several rules."))


@lru_cache(maxsize=512)
def _compiled(kind: str, text: str) -> Any:
    options = re2.Options()
    options.max_mem, options.log_errors = MAX_MEMORY, False
    options.case_sensitive = kind not in (Rule.Kind.WORDS, Rule.Kind.PATTERN)
    return re2.compile(_pattern(kind, text), options)


def _pattern(kind: str, text: str) -> str:
    if kind == Rule.Kind.WORDS:
        phrases = (" ".join(line.split()) for line in text.splitlines())
        escaped = (r"\s+".join(re2.escape(word) for word in phrase.split(" ")) for phrase in phrases if phrase)
        return rf"(?:^|{_EDGE})(?:{'|'.join(escaped)})(?:$|{_EDGE})"
    if kind == Rule.Kind.PATTERN:
        return text.strip()
    return {Rule.Kind.LINKS: _LINK, Rule.Kind.CONTACT: _CONTACT, Rule.Kind.NUMBERS: _NUMBERS}[Rule.Kind(kind)]


def _probes(text: str) -> Iterator[str]:
    """The longest texts that a post can be, one of them made of the pattern's own letters."""
    own = "".join(letter for letter in text if letter.isalnum()) or "a"
    for seed in ("a", "1 ", "word ", own):
        yield (seed * MAX_LENGTH)[:MAX_LENGTH]


def _seconds(compiled: Any, probe: str) -> float:
    began = time.perf_counter()
    for _match in compiled.finditer(probe):
        pass
    return time.perf_counter() - began


def _is_worth_a_look(number: str) -> bool:
    """Ten digits as health records have them, or a card's number, whose last digit checks the others."""
    digits = [int(one) for one in number if one.isdigit()]
    if len(digits) < 13:
        return len(digits) == 10
    doubled = [two - 9 if (two := 2 * one) > 9 else two for one in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
