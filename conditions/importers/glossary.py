"""The glossary as a YAML file, written and read without loss."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from conditions.articles.define import Taken, define
from conditions.articles.models import Term
from conditions.importers.contract import ImportProblem
from conditions.importers.yaml_fields import Fields, Place, compose


@dataclass(frozen=True)
class Entry:
    """What a file says of one term; `line` is where."""

    name: str
    spellings: list[str]
    text: str
    source: str
    source_url: str
    licence: str
    retrieved: date
    line: int


_FIELDS = ("name", "spellings", "text", "source", "source_url", "licence", "retrieved")


def read(path: str, text: str) -> list[Entry]:
    """The terms of a file. Raises ImportProblem with file and line."""
    place = Place(path, lines_before=0)
    return list(Fields.of(compose(text, place), place, ("terms",)).each("terms", _entry, _FIELDS))


def write(terms: Iterable[Term]) -> str:
    """The terms as a file's text."""
    rows = [{name: getattr(term, name) for name in _FIELDS} for term in terms]
    return yaml.safe_dump({"terms": rows}, sort_keys=False, allow_unicode=True, width=float("inf"))


def take(path: str, entries: Iterable[Entry]) -> tuple[int, list[str]]:
    """Add the terms that the glossary lacks: how many there were, and the names of those that say something else here.

    What stands is left as it is: editors may have mended it. All or nothing. Raises ImportProblem.
    """
    added, kept = 0, []
    with transaction.atomic():
        for entry in entries:
            told = asdict(entry)
            line = told.pop("line")
            there = Term.objects.filter(slug=slugify(entry.name)[:100]).first()
            if there is None:
                try:
                    define(slug="", **told)
                except Taken as taken:
                    raise ImportProblem(
                        path, line, _("“%(form)s” is a form of “%(term)s”.") % {"form": taken.form, "term": taken.term}
                    ) from taken
                added += 1
            elif any(getattr(there, name) != value for name, value in told.items()):
                kept.append(entry.name)
    return added, kept


def _entry(fields: Fields) -> Entry:
    name = fields.text("name", 100)
    if not slugify(name):
        fields.refuse("name", _("Write the word with letters from a to z, so that it gets an address."))
    url = fields.text("source_url", 500, needed=False)
    try:
        if url:
            URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        fields.refuse("source_url", _("This is no web address: begin with https://."))
    return Entry(
        name=name,
        spellings=list(fields.texts("spellings", 100)),
        text=fields.text("text", 600),
        source=fields.text("source", 300),
        source_url=url,
        licence=fields.text("licence", 100),
        retrieved=fields.day("retrieved"),
        line=fields.line("name"),
    )
