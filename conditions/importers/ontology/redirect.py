"""What became of ids that are used no more: merged ones lead to the survivor, obsolete conditions retire."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from conditions.catalogue.merge import merge
from conditions.catalogue.models import Condition, FormerCode
from conditions.catalogue.retire import retire
from conditions.importers.models import Imported
from conditions.importers.ontology.report import Report
from conditions.importers.ontology.terms import Term
from conditions.signals import Refused
from medigest.kit.lots import lots

Terms = Mapping[str, Term]


def redirect_and_retire(
    terms: Terms, records: Mapping[str, Imported], ids: Mapping[str, int], report: Report, *, confirmed: bool
) -> None:
    """Merge the conditions of merged ids into those of the terms that took them, let the others retire, and let
    every such id lead to where it belongs. `ids`: the conditions of the terms that are in use.
    """
    survivors = _survivors(terms, ids, report)
    gone = [*survivors, *(key for key, term in terms.items() if term.obsolete and key not in survivors)]
    conditions = Condition.objects.in_bulk([records[key].condition_id for key in gone if key in records])
    retiring, merged = [], set()
    for key in gone:
        condition = conditions.get(records[key].condition_id) if key in records else None
        if condition is None or condition.merged_into_id or condition.pk == survivors.get(key):
            continue
        if key in survivors and _merged(key, condition, survivors[key], report, confirmed):
            merged.add(key)
        else:
            retiring.append(condition.pk)
    report.retired = len(retire(retiring))
    report.redirected = len(merged | _lead(survivors))


def _survivors(terms: Terms, ids: Mapping[str, int], report: Report) -> dict[str, int]:
    """Of each id that is used no more, the condition that took its place."""
    survivors: dict[str, int] = {}
    for key in ids:
        for alternate in terms[key].alternates:
            if alternate in ids:
                report.problems.append(
                    _("%(id)s: is said to be merged into %(into)s, and is in use; it stays.")
                    % {"id": alternate, "into": key}
                )
            else:
                survivors.setdefault(alternate, ids[key])
    for key, term in terms.items():
        if term.obsolete and term.replaced_by and key not in survivors:
            end = _end_of_chain(terms, key)
            if end in ids:
                survivors[key] = ids[end]
            else:
                report.problems.append(_("%(id)s: what replaced it is not in use either; it retires.") % {"id": key})
    return survivors


def _end_of_chain(terms: Terms, key: str) -> str:
    """The term that replaced one, and what replaced that; the id itself where the chain bites its tail."""
    seen = {key}
    at = key
    while at in terms and terms[at].obsolete and terms[at].replaced_by:
        at = terms[at].replaced_by[0]
        if at in seen:
            return key
        seen.add(at)
    return at


def _merged(key: str, condition: Condition, survivor_id: int, report: Report, confirmed: bool) -> bool:
    try:
        with transaction.atomic():
            merge(survivor_id=survivor_id, merged_id=condition.pk, confirmed=confirmed)
    except Refused as no:
        report.problems.append(_("%(id)s: retires instead of being merged. %(reason)s") % {"id": key, "reason": no})
        return False
    return True


def _lead(survivors: Mapping[str, int]) -> set[str]:
    """Let the ids lead to these conditions; those that led nowhere, or elsewhere, before."""
    wanted = {key.lower(): (key, pk) for key, pk in survivors.items()}
    known = FormerCode.objects.annotate(lower=Lower("value"))
    stands = {lower: (row, pk) for lower, row, pk in known.values_list("lower", "pk", "condition_id")}
    new = [FormerCode(condition_id=pk, value=key) for low, (key, pk) in wanted.items() if low not in stands]
    for lot in lots(new):
        FormerCode.objects.bulk_create(lot)
    moved = {low for low, (_row, pk) in stands.items() if low in wanted and wanted[low][1] != pk}
    for low in moved:
        FormerCode.objects.filter(pk=stands[low][0]).update(condition_id=wanted[low][1])
    return {one.value for one in new} | {wanted[low][0] for low in moved}
