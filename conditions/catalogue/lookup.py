"""Find conditions by name, synonym, acronym or code, and list them by letter."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower

from conditions.catalogue.folding import fold
from conditions.catalogue.holding import SHORTEST, holding, sent
from conditions.catalogue.models import LETTERS, OTHER, Code, Condition, FormerCode, Name
from medigest.kit.prepared import Prepared

T = TypeVar("T", Condition, Name)

MOST = 50
# For somebody who is still typing. More than are shown: several names may be of one condition.
FEW = 16
# What lists of matches show.
SHOWN = ("slug", "name", "folded", "definition")


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

    words_sought = sought.split()
    if any(len(word) >= SHORTEST for word in words_sought):
        asked = (sought, sent(words_sought), *words_sought)
        conditions_holding, names_holding = _few if most <= FEW // 2 else _many
        conditions, names = conditions_holding.rows(*asked), names_holding.rows(*asked)
    else:
        initial = sought[0] if sought[0] in LETTERS else OTHER
        conditions, names = _conditions_begun.rows(sought, initial), _names_that_are.rows(sought)
    for condition in conditions[:most]:
        take(condition, "", condition.folded)
    for name in names[:most]:
        take(name.condition, name.text, name.folded)
    for condition in _of_code.rows(words.strip().lower())[:most]:
        take(condition, condition.code, sought)  # type: ignore[attr-defined]  # annotated
    return [match for _order, match in sorted(found.values(), key=lambda pair: pair[0])][:most]


def _closest_first(found: QuerySet[Any, T], sought: str, most: int = MOST) -> QuerySet[Any, T]:
    """Ranked before it is cut: "cancer" itself must not fall behind fifty kinds of it that begin with an A."""
    closest = Case(
        When(folded=sought, then=Value(0)),
        When(folded__startswith=sought, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.order_by(closest, "folded", "pk")[:most]


def _names() -> QuerySet[Name]:
    found = Name.objects.filter(condition__retired_at=None).select_related("condition")
    return found.only("text", "folded", "condition", *(f"condition__{name}" for name in SHOWN))


def _holding(most: int) -> tuple[Prepared[Condition], Prepared[Name]]:
    """Conditions and other names that hold the words, at most so many of each."""
    return (
        Prepared(
            lambda sought, sent, *words: _closest_first(
                Condition.objects.listed().only(*SHOWN).filter(holding(Condition, words, sent)), sought, most
            )
        ),
        Prepared(
            lambda sought, sent, *words: _closest_first(_names().filter(holding(Name, words, sent)), sought, most)
        ),
    )


_many, _few = _holding(MOST), _holding(FEW)
_conditions_begun = Prepared(
    lambda sought, initial: _closest_first(
        Condition.objects.listed().only(*SHOWN).filter(initial=initial, folded__startswith=sought), sought
    )
)
_names_that_are = Prepared(lambda sought: _names().filter(folded=sought).order_by("pk")[:MOST])


def _with_code(value: str) -> QuerySet[Condition]:
    """The conditions that have the code, or had it, with the code as it is written."""
    here, there, own = _coded(value), _once_coded(value), OuterRef("pk")
    # One list of both: of two that are joined by OR, PostgreSQL would look at every condition.
    either = here.order_by().values("condition").union(there.values("condition"))
    coded = Condition.objects.listed().filter(pk__in=either)
    matched = Coalesce(
        Subquery(here.filter(condition=own).values("value")[:1]), Subquery(there.filter(condition=own).values("value"))
    )
    return coded.annotate(code=matched).order_by("folded", "pk")[:MOST]


_of_code = Prepared(_with_code)


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
