"""Where each thing that the catalogue says of a condition comes from: a release of an ontology, or our editors."""

from dataclasses import dataclass, field

from django.db.models import F, QuerySet

from conditions.catalogue.models import Condition
from conditions.importers.facts import Facts
from conditions.importers.models import Imported, Release
from medigest.kit.prepared import Prepared


@dataclass(frozen=True)
class Stated:
    """What was imported of a condition when it was last taken, and from which release of an ontology; None where it
    came with an article, whose sources are told beneath it. What is not in it is an editor's own."""

    definitions: dict[str, Release | None] = field(default_factory=dict)
    names: dict[str, Release | None] = field(default_factory=dict)
    codes: dict[tuple[str, str], Release | None] = field(default_factory=dict)


def _records(condition_id: int) -> QuerySet[Imported]:
    records = Imported.objects.filter(condition=condition_id).select_related("release")
    return records.order_by(F("release").asc(nulls_last=True), "pk")


_imported = Prepared(_records)


def stated_of(condition: Condition) -> Stated:
    """In one query; of two that state the same, a release before an article, and what was imported first."""
    stated = Stated()
    for record in _imported.rows(condition.pk):
        release, facts = record.release, Facts.from_json(record.stated)
        if facts.definition:
            stated.definitions.setdefault(facts.definition, release)
        for text in (facts.name, *(one.text for one in facts.names)):
            stated.names.setdefault(text, release)
        for code in facts.codes:
            stated.codes.setdefault((code.system, code.value), release)
    return stated
