"""Mark the words of the glossary anew in articles that were published before it changed."""

import re
from html import unescape
from typing import Any

from django.db import transaction

from conditions.articles.glossary import addresses, explained_in, terms_in_use
from conditions.articles.models import Article, Revision, Term
from conditions.articles.text import Rendered, TextError, render
from medigest.jobs.queue import enqueue, job
from medigest.kit.words import key_of

BATCH = 100
_TAG = re.compile(r"<[^>]*>")


@job
def mark_anew(*, term_id: int, beyond: int = 0) -> None:
    """Mark the published articles that hold the term, or held it, as the glossary is now; a batch, and then the next.

    `beyond`: the last article that was looked at. Run twice, it changes nothing the second time.
    """
    term = Term.objects.get(pk=term_id)
    rows = Article.objects.filter(pk__gt=beyond, current__isnull=False).select_related("current").order_by("pk")
    batch = list(rows.defer("current__body")[:BATCH])
    for article in batch:
        if article.current and (term.slug in article.explained or _holds(article.current, term)):
            _mark(article.pk)
    if len(batch) == BATCH:
        enqueue(mark_anew, term_id=term_id, beyond=batch[-1].pk)


def _holds(revision: Revision, term: Term) -> bool:
    """Whether the text has a form of the term somewhere; where exactly, and whether as a word, `render` sees."""
    html = " ".join([revision.lead_html, *(section["html"] for section in revision.sections)])
    words = key_of(unescape(_TAG.sub("", html)))
    return any(key_of(form) in words for form in (term.name, *term.spellings))


def _mark(article_id: int) -> None:
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        revision = article.current
        # Read under the lock: whoever holds it last marks by the newest glossary.
        terms = terms_in_use()
        try:
            rendered = render(revision.body, words=addresses(terms)) if revision else None
        except TextError:
            return  # what was published under older rules stays as it is
        if revision is None or rendered is None:
            return
        explained, marked = explained_in(rendered, terms), _differing(rendered, revision)
        if (explained, marked) != (article.explained, article.marked):
            article.explained, article.marked = explained, marked
            article.save(update_fields=["explained", "marked"])


def _differing(rendered: Rendered, revision: Revision) -> dict[str, Any]:
    """The text as it is marked now, as `Article.marked` keeps it; nothing where the revision reads so itself."""
    now = {"lead_html": rendered.lead_html, "sections": [vars(section) for section in rendered.sections]}
    return {} if now == {"lead_html": revision.lead_html, "sections": revision.sections} else now
