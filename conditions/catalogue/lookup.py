"""Find conditions by name, synonym, acronym or code, and list them by letter."""

from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower

from conditions.catalogue.folding import fold
from conditions.catalogue.holding import SHORTEST, holding
from conditions.catalogue.models import LETTERS, OTHER, Code, Condition, FormerCode, Name

MOST = 50


@dataclass(frozen=True)
class Match:
    """A condition that was found, and the other name or code it was found by (empty: by its own name)."""

    condition: Condition
    matched: str


def find(words: str, most: int = MOST) -> list[Match]:
    """At most so many matches: exact ones first, then names that begin so, then names that hold all the words."""
    sought = fold(words)
    if not sought:
        return []
    found: dict[int, tuple[tuple[int, str], Match]] = {}

    def take(condition: Condition, matched: str, folded: str) -> None:
        rank = 0 if folded == sought else 1 if folded.startswith(sought) else 2
        order = (rank, condition.folded)
        if condition.pk not in found or order < found[condition.pk][0]:
            found[condition.pk] = (order, Match(condition, matched))

    # Ranked before it is cut: "cancer" itself must not fall behind fifty kinds of it that begin with an A.
    closest = Case(
        When(folded=sought, then=Value(0)),
        When(folded__startswith=sought, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    conditions, names = Condition.objects.listed(), Name.objects.filter(condition__retired_at=None)
    if any(len(word) >= SHORTEST for word in sought.split()):
        conditions = conditions.filter(holding(Condition, sought.split()))
        names = names.filter(holding(Name, sought.split()))
    else:
        initial = sought[0] if sought[0] in LETTERS else OTHER
        conditions, names = conditions.filter(initial=initial, folded__startswith=sought), names.filter(folded=sought)
    for condition in conditions.order_by(closest, "folded", "pk")[:most]:
        take(condition, "", condition.folded)
    for name in names.select_related("condition").order_by(closest, "folded", "pk")[:most]:
        take(name.condition, name.text, name.folded)
    value = words.strip().lower()
    here, there = _coded(value), _once_coded(value)
    coded = Condition.objects.listed().filter(Q(pk__in=here.values("condition")) | Q(pk__in=there.values("condition")))
    own = OuterRef("pk")
    matched = Coalesce(
        Subquery(here.filter(condition=own).values("value")[:1]), Subquery(there.filter(condition=own).values("value"))
    )
    for condition in coded.annotate(code=matched)[:most]:
        take(condition, condition.code, sought)  # type: ignore[attr-defined]  # annotated
    return [match for _order, match in sorted(found.values(), key=lambda pair: pair[0])][:most]


def _coded(value: str) -> QuerySet[Code]:
    return Code.objects.annotate(lower=Lower("value")).filter(lower=value)


def _once_coded(value: str) -> QuerySet[FormerCode]:
    return FormerCode.objects.annotate(lower=Lower("value")).filter(lower=value)


def by_code(value: str) -> Condition | None:
    """The one condition that is listed with the code, or that took over the id; None where none or several are."""
    listed = Condition.objects.listed()
    found = listed.filter(pk__in=_coded(value.lower()).values("condition_id"))[:2]
    if not found:
        found = listed.filter(pk__in=_once_coded(value.lower()).values("condition_id"))[:2]
    return found[0] if len(found) == 1 else None


def by_letter(letter: str) -> QuerySet[Condition]:
    """Conditions that stand under the letter; "0" is for all that begin with none of a to z."""
    return Condition.objects.listed().filter(initial=letter)


def letters() -> list[tuple[str, bool]]:
    """A to Z and "0", and whether a condition begins so: 27 looks into the index, in one query."""
    flags = {f"has_{one}": Exists(Condition.objects.listed().filter(initial=one)) for one in LETTERS + OTHER}
    row = Condition.objects.annotate(**flags).values(*flags).first() or {}
    return [(one, bool(row.get(f"has_{one}"))) for one in LETTERS + OTHER]
