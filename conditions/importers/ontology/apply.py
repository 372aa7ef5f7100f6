"""Apply an ontology: all of it or nothing, the same file twice without a trace, never over an editor's work."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conditions.catalogue.describe import NameFact
from conditions.catalogue.folding import fold
from conditions.catalogue.load import Description, create_all, describe_all, descriptions_of
from conditions.catalogue.models import Condition, Name, Parent
from conditions.catalogue.relate_all import relate_all
from conditions.catalogue.retire import revive
from conditions.importers.contract import ImportProblem
from conditions.importers.facts import Facts, merge
from conditions.importers.models import Imported, Release
from conditions.importers.ontology.redirect import redirect_and_retire
from conditions.importers.ontology.report import Report
from conditions.importers.ontology.settle import Settled, records_of, settle
from conditions.importers.ontology.terms import Ontology, Term
from conditions.signals import Refused
from medigest.kit import clock
from medigest.kit.lots import lots

# Shows how far a long step has come: lots in, the same lots out.
Track = Callable[[Sequence[list[Settled]], str], Iterable[list[Settled]]]


@dataclass
class _Run:
    """One import under way. `before`: what each term stated when it was last taken, `stated`: what it states now."""

    ontology: Ontology
    release: Release
    records: dict[str, Imported]
    confirmed: bool
    report: Report
    track: Track
    created: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    stated: dict[int, Facts] = field(default_factory=dict)
    parents: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def problem(self, key: str, message: str) -> None:
        self.report.problems.append(f"{key}: {message}")


def apply(
    ontology: Ontology,
    *,
    dry_run: bool = False,
    force: bool = False,
    confirmed: bool = False,
    track: Track = lambda lots_of_terms, _label: lots_of_terms,
) -> Report:
    """Bring the catalogue in line with the ontology, in one transaction; with `dry_run`, do the same and take it back.

    `force`: take a release older than the one that was imported last, or a smaller file of the same one.
    `confirmed`: moderators' grants over "everything beneath" may come to reach further.
    Raises ImportProblem; then nothing was changed.
    """
    try:
        with transaction.atomic():
            release = _release(ontology, force)
            records = records_of(ontology.edition.system)
            run = _Run(ontology, release, records, confirmed, Report(problems=list(ontology.problems)), track)
            _apply(run)
            if dry_run:
                transaction.set_rollback(True)
            return run.report
    except Refused as no:
        raise ImportProblem(ontology.path, None, str(no)) from no


def _apply(run: _Run) -> None:
    terms, report = run.ontology.terms, run.report
    live = _with_known_parents(run, [term for term in terms.values() if not term.obsolete])
    settled = _without_merged(run, settle(live, run.records))
    to_do = [one for one in settled if not one.record or one.record.digest != one.term.digest]
    new = [one for one in to_do if not one.condition_id]
    for lot in run.track(list(lots(new)), _("Conditions and boards")):
        rows = create_all([(one.term.name, one.term.definition) for one in lot])
        for one, row in zip(lot, rows, strict=True):
            one.condition_id = row.pk
            run.created.add(row.pk)
    ids = {one.term.key: one.condition_id for one in settled}
    run.changed |= revive([one.condition_id for one in settled if one.condition_id not in run.created])
    for lot in run.track(list(lots(to_do)), _("Names and codes")):
        _describe(run, lot, ids)
    _relate(run, {pk: key for key, pk in ids.items()})
    for lot in run.track(list(lots(settled)), _("Sources")):
        _remember(run, lot)
    report.created = len(run.created)
    report.updated = len(run.changed - run.created)
    report.unchanged = len(settled) - report.created - report.updated
    redirect_and_retire(terms, run.records, ids, report, confirmed=run.confirmed)
    known = terms.keys() | {alternate for term in live for alternate in term.alternates}
    report.missing = len(run.records.keys() - known)


def _with_known_parents(run: _Run, live: Sequence[Term]) -> list[Term]:
    """The terms with parents that stand: in this file, by a merged id, or on the site from before."""
    here = {term.key for term in live}
    by_alternate = {alternate: term.key for term in live for alternate in term.alternates}
    gone = {term.key for term in run.ontology.terms.values() if term.obsolete}
    known = []
    for term in live:
        parents = []
        for parent in term.parents:
            meant = parent if parent in here else by_alternate.get(parent, parent)
            if meant == term.key or meant in gone or (meant not in here and meant not in run.records):
                run.problem(term.key, _("its parent %(parent)s is not there; the link was cut.") % {"parent": parent})
            else:
                parents.append(meant)
        known.append(replace(term, parents=tuple(dict.fromkeys(parents))))
    return known


def _without_merged(run: _Run, settled: list[Settled]) -> list[Settled]:
    """Without terms whose condition was merged into another one since: what an editor decided stays decided."""
    merged = set(Condition.objects.exclude(merged_into=None).values_list("pk", flat=True))
    for one in settled:
        if one.condition_id in merged:
            run.problem(one.term.key, _("its condition was merged into another one, and stays so."))
    return [one for one in settled if one.condition_id not in merged]


def _describe(run: _Run, lot: list[Settled], ids: dict[str, int]) -> None:
    """Bring names, definitions and codes up to date, and find out which parents shall stand."""
    pks = [one.condition_id for one in lot]
    now, above = descriptions_of(pks), _parents_of(pks)
    records = Imported.objects.filter(pk__in=[one.record.pk for one in lot if one.record])
    run.before |= dict(records.values_list("condition_id", "stated"))
    wanted = {}
    for one in lot:
        pk, term = one.condition_id, one.term
        here = [ids.get(key) or run.records[key].condition_id for key in term.parents]
        after = Facts(term.name, term.definition, term.names, term.codes, tuple(here))
        before = Facts.from_json(run.before.get(pk, {}))
        stands = Facts(now[pk].name, now[pk].definition, now[pk].names, now[pk].codes, above[pk])
        met = merge(now=stands, before=before, after=after)
        run.stated[pk], run.parents[pk] = after, met.parents
        wanted[pk] = Description(met.name, met.definition, _with_former(stands, met), met.codes)
    run.changed |= describe_all(now, wanted)


def _parents_of(pks: Sequence[int]) -> dict[int, tuple[int, ...]]:
    above: dict[int, tuple[int, ...]] = dict.fromkeys(pks, ())
    for child, parent in Parent.objects.filter(child_id__in=pks).order_by("id").values_list("child_id", "parent_id"):
        above[child] += (parent,)
    return above


def _with_former(now: Facts, wanted: Facts) -> tuple[NameFact, ...]:
    """The wanted names, and as former ones those that a release dropped: people go on looking for them."""
    former = Name.Kind.FORMER.value
    shown = {fold(wanted.name)} | {fold(one.text) for one in wanted.names if one.kind != former}
    names = [one for one in wanted.names if one.kind != former or fold(one.text) not in shown]
    known = shown | {fold(one.text) for one in names}
    for text in (now.name, *(one.text for one in now.names)):
        if fold(text) not in known:
            known.add(fold(text))
            names.append(NameFact(former, text))
    return tuple(names)


def _relate(run: _Run, keys: dict[int, str]) -> None:
    related = relate_all(run.parents, confirmed=run.confirmed)
    run.changed |= related.changed
    for child, parent in related.cut:
        run.cut.add(child)
        # Not taken, so not stated: else its absence would look like an editor's wish.
        stated = run.stated[child]
        run.stated[child] = replace(stated, parents=tuple(one for one in stated.parents if one != parent))
        told = {"parent": keys.get(parent, parent)}
        run.problem(keys[child], _("it stands above its parent %(parent)s; the link was cut.") % told)


def _remember(run: _Run, lot: list[Settled]) -> None:
    """Keep what each term said. Where a link was cut, not that all was taken: it is asked again next time."""
    new: list[Imported] = []
    said: list[Imported] = []
    confirmed_again: list[int] = []
    for one in lot:
        record, stated = one.record, run.stated.get(one.condition_id)
        if stated is None:
            if record and record.release_id != run.release.pk:
                confirmed_again.append(record.pk)
            continue
        row = record or Imported(system=run.ontology.edition.system, key=one.term.key, condition_id=one.condition_id)
        digest = "" if one.condition_id in run.cut else one.term.digest
        same = record and (record.digest, record.release_id) == (digest, run.release.pk)
        if same and run.before.get(one.condition_id) == stated.as_json():
            continue
        row.digest, row.stated, row.release, row.imported_at = digest, stated.as_json(), run.release, clock.now()
        (said if record else new).append(row)
    Imported.objects.bulk_create(new)
    Imported.objects.bulk_update(said, ["digest", "stated", "release", "imported_at"], batch_size=100)
    Imported.objects.filter(pk__in=confirmed_again).update(release=run.release)


def _release(ontology: Ontology, force: bool) -> Release:
    """The row of this release. Raises ImportProblem where a newer one, or more of it, was imported before."""
    edition = ontology.edition
    before = Release.objects.filter(system=edition.system)
    newest = before.exclude(released=None).order_by("-released").first()
    if newest and newest.released and edition.released and newest.released > edition.released and not force:
        raise ImportProblem(
            ontology.path,
            None,
            _("This is the release of %(this)s, and that of %(newest)s is here. Add --force to go back to it.")
            % {"this": edition.released, "newest": newest.released},
        )
    same = before.filter(version=edition.version).first()
    if same is None:
        return Release.objects.create(terms=len(ontology.terms), **vars(edition))
    if same.terms > len(ontology.terms) and not force:
        raise ImportProblem(
            ontology.path,
            None,
            _(
                "This release had %(before)d terms when it was imported, and this file has %(now)d: it may have been "
                "cut off. Add --force to take it all the same."
            )
            % {"before": same.terms, "now": len(ontology.terms)},
        )
    if same.terms < len(ontology.terms):
        same.terms = len(ontology.terms)
        same.save(update_fields=["terms"])
    return same
