"""Markdown to safe HTML. The only place that makes HTML from a person's text; sanitising is its last step.

Limits keep any input under 100 ms (measured in tests/kit/test_markup.py's worst cases).
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from typing import Any

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from medigest.kit import blocks
from medigest.kit.cards import CLASSES, with_cards
from medigest.kit.references import link_references
from medigest.kit.words import link_words

MAX_LENGTH = 20_000
MAX_LINES = 500
MAX_MARKS = 1_000
MAX_WORD = 500
MAX_LINKS = 300
HIGHEST_HEADING = 3
MAX_NESTING = 20
_MARKS = re.compile(r"[*_\[\]`<>&~#!()]")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"']*[^\s<>\"'.,;:!?]", re.IGNORECASE)
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")

TAGS = frozenset({"a", "blockquote", "br", "code", "del", "details", "em", "h3", "h4", "h5", "h6"}) | frozenset(
    {"hr", "li", "ol", "p", "pre", "s", "strong", "summary", "sup", "ul"}
)
# What an article's cards are made of besides.
CARD_TAGS = frozenset({"div", "h2"})
REL = "nofollow ugc noopener"


class MarkupError(ValueError):
    """The text cannot be taken; the message says how to mend it."""


def _attribute(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        return not value.startswith(("//", "/\\", "\\"))
    return (tag == "a" and name == "title") or (tag == "ol" and name == "start" and value.isdigit())


def _card_attribute(tag: str, name: str, value: str) -> bool:
    return (tag == "div" and name == "class" and value in CLASSES) or _attribute(tag, name, value)


def _mark_link(attrs: MutableMapping[Any, Any], new: bool = False) -> MutableMapping[Any, Any]:
    href = attrs.get((None, "href"), "")
    if not href.startswith(("#", "/")):
        attrs[(None, "rel")] = REL
    return attrs


def _new_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable("strikethrough").disable("image")


def _new_cleaner(tags: frozenset[str], attributes: Callable[[str, str, str], bool]) -> Cleaner:
    return Cleaner(
        tags=tags,
        attributes=attributes,
        protocols=frozenset({"http", "https", "mailto"}),
        strip=True,
        filters=[partial(LinkifyFilter, callbacks=[_mark_link], skip_tags={"pre", "code"}, url_re=_ADDRESS)],
    )


_parser, _cleaner = blocks.add(_new_parser()), _new_cleaner(TAGS, _attribute)
_article_parser, _article_cleaner = with_cards(_new_parser()), _new_cleaner(TAGS | CARD_TAGS, _card_attribute)


def _lower_headings(tokens: list[Token], top: int) -> None:
    """Move headings beneath the page's own: the first level becomes `top`, yet none stands above h3 or below h6."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(HIGHEST_HEADING, int(token.tag[1]) + top - 1))}"


def _check(source: str) -> None:
    """Refuse what could take long, before any parser sees it."""
    if len(source) > MAX_LENGTH:
        over = len(source) - MAX_LENGTH
        raise MarkupError(
            ngettext(
                "The text is %(count)d character too long. Please shorten it, or send it in two parts.",
                "The text is %(count)d characters too long. Please shorten it, or send it in two parts.",
                over,
            )
            % {"count": over}
        )
    if source.count("\n") > MAX_LINES:
        raise MarkupError(_("The text has too many lines. Please shorten it, or send it in two parts."))
    if len(_MARKS.findall(source)) > MAX_MARKS:
        raise MarkupError(_("The text has too much formatting. Please use fewer lists, links and emphasis."))
    if source.count("://") > MAX_LINKS:
        raise MarkupError(_("The text has too many web addresses. Please keep the ones that matter most."))
    if _LONG_WORD.search(source):
        raise MarkupError(
            _("The text has a word of more than %(count)d characters. Please break it up.") % {"count": MAX_WORD}
        )


def render(source: str, *, top_heading: int = 3, members: Mapping[str, str] | None = None) -> str:
    """Safe HTML of Markdown `source`; a first-level heading becomes h`top_heading`, but none above h3.

    `members`: the addresses of handles, in lower case, that become links where they stand behind an @.
    Raises MarkupError where the text is too long, has too many lines, too much formatting or an endless word.
    """
    _check(source)
    tokens = _parser.parse(source.replace("\x00", ""))
    _lower_headings(tokens, top_heading)
    link_references(tokens, members or {})
    return _cleaner.clean(_parser.renderer.render(tokens, _parser.options, {}))


def render_article(source: str, *, card_heading: str, words: Mapping[str, str]) -> str:
    """Safe HTML of a part of an article, with care cards whose headings are `card_heading` ("h2" or "h3"), and with
    links to the addresses of `words` where each stands first (see words.link_words).

    Raises MarkupError as `render` does.
    """
    _check(source)
    tokens = _article_parser.parse(source.replace("\x00", ""))
    # `###` stays what it is, beneath the section's own heading.
    _lower_headings(tokens, 1)
    link_words(tokens, words)
    html = _article_parser.renderer.render(tokens, _article_parser.options, {"card_heading": card_heading})
    return _article_cleaner.clean(html)
