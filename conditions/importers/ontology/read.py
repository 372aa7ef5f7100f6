"""From the parser's frames to terms: readable, within our limits, without the links that can't stand."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import fastobo
from django.utils.translation import gettext as _

from conditions.catalogue.describe import CodeFact, NameFact
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Condition, Name
from conditions.importers.contract import ImportProblem
from conditions.importers.ontology.codes import code_of
from conditions.importers.ontology.readable import sentence, title
from conditions.importers.ontology.terms import Edition, Ontology, Term

LONGEST_NAME = Condition._meta.get_field("name").max_length or 0
LONGEST_DEFINITION = Condition._meta.get_field("definition").max_length or 0
_ACRONYM = "OMO:0003012"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CC0 = re.compile(r"\bCC0\b")
# What the sources that we know call themselves; of others, what the file says.
_KNOWN = {"DOID": ("Human Disease Ontology", "Disease Ontology project", "https://disease-ontology.org/")}


def ontology_of(path: str, document: Any) -> Ontology:
    """The terms of a document that the parser read. Raises ImportProblem where it holds none."""
    problems: list[str] = []
    terms: dict[str, Term] = {}
    for frame in document:
        if not isinstance(frame, fastobo.term.TermFrame):
            continue
        key = str(frame.id)
        term = _term(key, frame, problems)
        if term is None:
            continue
        if key in terms:
            problems.append(_("%(id)s: stands twice; the first one is taken.") % {"id": key})
            continue
        terms[key] = term
    if not terms:
        raise ImportProblem(path, 1, _("The file holds no terms."))
    system = Counter(key.partition(":")[0] for key in terms).most_common(1)[0][0]
    return Ontology(path, _edition(system, document.header), _without_own_parents(terms, problems), problems)


def _term(key: str, frame: Any, problems: list[str]) -> Term | None:
    name, definition, obsolete = "", "", False
    names: list[NameFact] = []
    xrefs, parents, alternates, replaced_by = [key], [], [], []
    for clause in frame:
        match clause:
            case fastobo.term.NameClause():
                name = name or title(clause.name)
            case fastobo.term.DefClause():
                definition = definition or str(clause.definition)
            case fastobo.term.SynonymClause():
                names.append(_name(clause.synonym))
            case fastobo.term.XrefClause():
                xrefs.append(str(clause.xref.id))
            case fastobo.term.IsAClause():
                parents.append(str(clause.term))
            case fastobo.term.AltIdClause():
                alternates.append(str(clause.alt_id))
            case fastobo.term.IsObsoleteClause():
                obsolete = bool(clause.obsolete)
            case fastobo.term.ReplacedByClause():
                replaced_by.append(str(clause.term))
    if not name:
        problems.append(_("%(id)s: has no name, and was left out.") % {"id": key})
        return None
    if max(len(name), len(fold(name))) > LONGEST_NAME:
        problems.append(_("%(id)s: its name is too long, and it was left out.") % {"id": key})
        return None
    return Term(
        key=key,
        name=name,
        definition=sentence(definition, LONGEST_DEFINITION),
        names=_distinct(name, names),
        codes=_codes(xrefs),
        parents=tuple(dict.fromkeys(parents)),
        alternates=tuple(sorted({one for one in alternates if one != key and len(one) <= 60})),
        obsolete=obsolete,
        replaced_by=tuple(dict.fromkeys(replaced_by)),
    )


def _name(synonym: Any) -> NameFact:
    """A broader or narrower name is no other name of the same thing: it finds the condition, and is not shown."""
    if str(synonym.type) == _ACRONYM:
        kind = Name.Kind.ACRONYM
    else:
        kind = Name.Kind.SYNONYM if synonym.scope == "EXACT" else Name.Kind.RELATED
    return NameFact(kind.value, " ".join(str(synonym.desc).split()))


def _distinct(name: str, names: list[NameFact]) -> tuple[NameFact, ...]:
    """The names that fit, each once, without those that only say the condition's own name again."""
    order = [Name.Kind.ACRONYM.value, Name.Kind.SYNONYM.value, Name.Kind.RELATED.value]
    seen = {fold(name)}
    kept = []
    for one in sorted(names, key=lambda fact: order.index(fact.kind)):
        folded = fold(one.text)
        if folded and folded not in seen and max(len(one.text), len(folded)) <= LONGEST_NAME:
            seen.add(folded)
            kept.append(one)
    return tuple(kept)


def _codes(xrefs: list[str]) -> tuple[CodeFact, ...]:
    found = {(code.system, code.value.lower()): code for code in map(code_of, reversed(xrefs)) if code}
    return tuple(reversed(found.values()))


def _without_own_parents(terms: dict[str, Term], problems: list[str]) -> dict[str, Term]:
    for key, term in terms.items():
        if key in term.parents:
            problems.append(_("%(id)s: is its own parent; the link was cut.") % {"id": key})
            terms[key] = replace(term, parents=tuple(parent for parent in term.parents if parent != key))
    return terms


def _edition(system: str, header: Any) -> Edition:
    clauses = list(header)
    version = next((str(one.version) for one in clauses if isinstance(one, fastobo.header.DataVersionClause)), "")
    stated = " ".join(_said(clauses))
    day = _DAY.search(version)
    name = next((str(one.ontology) for one in clauses if isinstance(one, fastobo.header.OntologyClause)), system)
    known, publisher, url = _KNOWN.get(system, (name, _("Not stated"), ""))
    return Edition(
        system=system,
        version=version[:200],
        released=_date(day[0]) if day else None,
        title=known[:200],
        publisher=publisher,
        url=url,
        licence="CC0 1.0" if _CC0.search(stated) else _("Not stated"),
    )


def _said(clauses: list[Any]) -> Iterator[str]:
    yield from (str(one) for one in clauses if isinstance(one, fastobo.header.RemarkClause))
    yield from (str(one) for one in clauses if isinstance(one, fastobo.header.PropertyValueClause))


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
