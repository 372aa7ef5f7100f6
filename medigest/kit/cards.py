"""Care cards in Markdown: what to do and how soon, as a block of its own.

::: urgent Ask for help today if
- it gets worse quickly [@source]
:::
"""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

# The kinds, and the word that each heading begins with: the colour alone says nothing.
LEVELS = {"non-urgent": _("Not urgent"), "urgent": _("Urgent"), "emergency": _("Emergency")}
FENCE = ":::"
# Stands in the HTML of what has a card for an emergency.
EMERGENCY = 'class="care emergency"'
CLASSES = frozenset(f"care {level}" for level in LEVELS)


def with_cards(parser: MarkdownIt) -> MarkdownIt:
    """The parser, knowing the cards. Their headings get the tag that the environment names as `card_heading`."""
    for level in LEVELS:
        parser.use(container_plugin, level, render=_render)
    return parser


def _render(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return f"{_numbers() if 'emergency' in token.type else ''}</div></div>\n"
    level, _space, heading = token.info.strip().partition(" ")
    tag = env["card_heading"]
    return f'<div class="care {level}"><{tag}>{escape(LEVELS[level])}: {escape(heading.strip())}</{tag}><div>\n'


def _numbers() -> str:
    """Where the numbers stand on the page of the article."""
    return f'<p><a href="#emergency-numbers">{escape(_("Emergency numbers by country"))}</a></p>'


class Watch:
    """Goes through a text's lines and says what is wrong with its cards."""

    def __init__(self) -> None:
        self.opened = 0

    def line(self, number: int, line: str) -> str:
        """What is wrong at this line; empty where nothing is."""
        words = line.strip()
        if not words.startswith(FENCE):
            return ""
        level, _space, heading = words.strip(":").strip().partition(" ")
        if not level:
            problem = "" if self.opened else str(_("No card is open here: take the line of colons out."))
            self.opened = 0
            return problem
        if self.opened:
            return str(_("The card before it has no end: close it with a line of three colons."))
        self.opened = number
        if level not in LEVELS:
            return str(_("There is no card “%(level)s”. Use one of: %(levels)s.")) % {
                "level": level,
                "levels": ", ".join(LEVELS),
            }
        if not heading.strip():
            return str(_("Say in the card's first line what to do, such as “::: urgent Ask for help today if”."))
        return str(_("Cite beneath the card's first line, not in it.")) if "[@" in heading else ""

    def end(self) -> int:
        """The text, or its part, ends: the line of the card that is still open, or 0."""
        opened, self.opened = self.opened, 0
        return opened
