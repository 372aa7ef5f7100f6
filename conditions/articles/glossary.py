"""The glossary, as articles use it: which words they mark, and what each means."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from conditions.articles.models import Term
from conditions.articles.text import Rendered
from medigest.kit.paging import Page, keyset
from medigest.kit.words import key_of

PAGE_SIZE = 100


def terms_in_use() -> list[Term]:
    """The terms that articles mark."""
    return list(Term.objects.filter(in_use=True).order_by("slug"))


def addresses(terms: Iterable[Term]) -> dict[str, str]:
    """The address of each term by its forms."""
    return {key_of(form): term.url for term in terms for form in (term.name, *term.spellings)}


def explained_in(rendered: Rendered, terms: Iterable[Term]) -> dict[str, dict[str, str]]:
    """The terms that the text marks, as `Article.explained` keeps them."""
    html = " ".join([rendered.lead_html, *(section.html for section in rendered.sections)])
    return {
        term.slug: {"name": term.name, "text": term.text, "url": term.url}
        for term in terms
        if f'href="{term.url}"' in html
    }


def in_place(html: str, explained: dict[str, dict[str, str]]) -> str:
    """The HTML of a part of an article, with a button that opens the explanation in place of each link to a term."""
    for slug, term in explained.items():
        link = re.compile(rf'<a href="{re.escape(term["url"])}">([^<]*)</a>')
        html = link.sub(rf'<button type="button" class="term" popovertarget="term-{escape(slug)}">\1</button>', html)
    return html


def listed(cursor: str) -> Page[Term]:
    """The terms in use, by the alphabet."""
    return keyset(
        Term.objects.filter(in_use=True),
        order=[("slug", str)],
        cursor=cursor,
        size=PAGE_SIZE,
        key=lambda term: [term.slug],
        rising=True,
    )


def form_of(term: Term) -> dict[str, Any]:
    """The term as an editor's form shows it."""
    told = ("name", "text", "source", "source_url", "licence", "retrieved", "in_use", "version")
    return {name: getattr(term, name) for name in told} | {"spellings": "\n".join(term.spellings)}
