"""Where each thing that the catalogue says of a condition comes from: a release of an ontology, or our editors."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from conditions.catalogue.read import Told
from conditions.importers.facts import Facts
from conditions.importers.models import Imported

KIND = "imported"
_OF_THE_RELEASE = ("id", "title", "version", "url", "licence", "released", "imported_at")


@dataclass(frozen=True)
class From:
    """The release of an ontology that something is from, as pages name it."""

    title: str
    version: str
    url: str
    licence: str
    released: date | None
    imported_at: datetime


@dataclass(frozen=True)
class Stated:
    """What was imported of a condition when it was last taken, and from which release of an ontology; None where it
    came with an article, whose sources are told beneath it. What is not in it is an editor's own."""

    definitions: dict[str, From | None] = field(default_factory=dict)
    names: dict[str, From | None] = field(default_factory=dict)
    codes: dict[tuple[str, str], From | None] = field(default_factory=dict)


def records_of(condition_id: int) -> QuerySet[Any, Told]:
    """What was imported of the condition, as rows that are asked along with its card (`catalogue.read.told`)."""
    # Django's own JSONObject would first write to SQLite, to see whether it can.
    function = "JSON_OBJECT" if connection.vendor == "sqlite" else "JSONB_BUILD_OBJECT"
    pairs = [part for name in _OF_THE_RELEASE for part in (Cast(Value(name), TextField()), F(f"release__{name}"))]
    release = Func(*pairs, function=function, output_field=TextField())
    as_text = [Cast(what, TextField()) for what in ("stated", release)]
    records = Imported.objects.filter(condition=condition_id).order_by()
    return records.values_list(Value(KIND), "id", *as_text, Value(""))


def stated_in(rows: Iterable[Told]) -> Stated:
    """Of two that state the same, a release before an article, and what was imported first."""
    stated = Stated()
    for _order, facts, release in sorted(map(_read, (row for row in rows if row[0] == KIND)), key=lambda one: one[0]):
        if facts.definition:
            stated.definitions.setdefault(facts.definition, release)
        for text in (facts.name, *(one.text for one in facts.names)):
            stated.names.setdefault(text, release)
        for code in facts.codes:
            stated.codes.setdefault((code.system, code.value), release)
    return stated


def _read(row: Told) -> tuple[tuple[bool, int, int], Facts, From | None]:
    _kind, pk, stated, release, _nothing = row
    told = json.loads(release)
    number = told.pop("id")
    if number is None:
        return (True, 0, pk), Facts.from_json(json.loads(stated)), None
    released = told["released"] and date.fromisoformat(told["released"])
    imported_at = datetime.fromisoformat(told["imported_at"])
    # SQLite keeps moments of UTC and does not say so.
    imported_at = imported_at if imported_at.tzinfo else imported_at.replace(tzinfo=UTC)
    there = From(**(told | {"released": released, "imported_at": imported_at}))
    return (False, number, pk), Facts.from_json(json.loads(stated)), there
