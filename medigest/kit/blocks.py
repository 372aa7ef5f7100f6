"""What our Markdown has beside CommonMark: footnotes, and blocks whose text shows on a click."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

# A block that opens, as it is rendered, with no other within.
_FOLDED = re.compile(r"<details><summary>([^<]*)</summary>(?:(?!<details>).)*?</details>", re.DOTALL)


def add(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which now knows them too."""
    parser.use(footnote_plugin, inline=False)
    for name, html in _FOOTNOTES.items():
        parser.add_render_rule(name, html)
    parser.use(container_plugin, "spoiler", render=_opening("spoiler", lambda title: title or _("Spoiler")))
    parser.use(
        container_plugin,
        "warning",
        render=_opening(
            "warning",
            lambda title: _("Content warning: %(what)s") % {"what": title} if title else _("Content warning"),
        ),
    )
    return parser


def without_folded(html: str) -> str:
    """Rendered HTML with the lines of such blocks and without what they hold back."""
    shorter = _FOLDED.sub(r" \1 ", html)
    return html if shorter == html else without_folded(shorter)


def _opening(name: str, words: Callable[[str], str]) -> Callable[..., str]:
    def render(self: Any, tokens: Sequence[Token], at: int, *_rest: Any) -> str:
        if tokens[at].nesting != 1:
            return "</details>\n"
        title = tokens[at].info.strip().removeprefix(name).strip()
        return f"<details><summary>{escapeHtml(words(title))}</summary>\n"

    return render


# Numbers without links: an address within the page would need ids, which no text of a person may set.
_FOOTNOTES: dict[str, Callable[..., str]] = {
    "footnote_ref": lambda _self, tokens, at, *_rest: f"<sup>[{tokens[at].meta['id'] + 1}]</sup>",
    "footnote_block_open": lambda *_rest: "<hr>\n<ol>\n",
    "footnote_block_close": lambda *_rest: "</ol>\n",
    "footnote_open": lambda *_rest: "<li>",
    "footnote_close": lambda *_rest: "</li>\n",
    "footnote_anchor": lambda *_rest: "",
}
