"""An editor explains a word, or explains it better."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from conditions.articles.mark import mark_anew
from conditions.articles.models import Term
from medigest.jobs.queue import enqueue
from medigest.kit.words import key_of


class Taken(ValueError):
    """Another term has this form of a word, or this name; `term` is that one."""

    def __init__(self, form: str, term: Term) -> None:
        super().__init__(form)
        self.form, self.term = form, term


class DefinedMeanwhile(Exception):
    """Somebody else changed the term since this editor opened it; `term` is theirs."""

    def __init__(self, term: Term) -> None:
        super().__init__("the term was changed by somebody else")
        self.term = term


def define(
    *,
    slug: str,
    name: str,
    spellings: Sequence[str],
    text: str,
    source: str,
    source_url: str,
    licence: str,
    retrieved: date,
    in_use: bool = True,
    opened_version: int = 0,
) -> Term:
    """Keep what a term means; an empty `slug` makes a new one. A job marks and explains it so in all articles.

    Raises Taken, Term.DoesNotExist, and DefinedMeanwhile where another version stands than was opened (0: none).
    """
    with transaction.atomic():
        # All of them, so that no form is given to two terms at once.
        others = {term.slug: term for term in Term.objects.select_for_update().order_by("pk")}
        if slug and slug not in others:
            raise Term.DoesNotExist
        term = others.pop(slug, None) or Term(slug=slugify(name)[:100], version=0)
        if term.version != opened_version:
            raise DefinedMeanwhile(term)
        _check(term, [name, *spellings], list(others.values()))
        term.name, term.text, term.in_use = name, text, in_use
        term.spellings = list(dict.fromkeys(form for form in spellings if key_of(form) != key_of(name)))
        term.source, term.source_url, term.licence, term.retrieved = source, source_url, licence, retrieved
        term.version = opened_version + 1
        term.save()
        enqueue(mark_anew, term_id=term.pk)
        return term


def _check(term: Term, forms: Sequence[str], others: Sequence[Term]) -> None:
    taken = {key_of(form): other for other in others for form in (other.name, *other.spellings)}
    for form in forms:
        if other := taken.get(key_of(form)):
            raise Taken(form, other)
    for other in others:
        if other.slug == term.slug:
            raise Taken(term.slug, other)
