"""Find conditions by name, synonym, acronym or code, and list them by letter."""

from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, QuerySet, Value, When
from django.db.models.functions import Lower

from conditions.catalogue.folding import fold
from conditions.catalogue.models import Code, Condition, FormerCode, Name

MOST = 50
LETTERS = "abcdefghijklmnopqrstuvwxyz"
OTHER = "0"


@dataclass(frozen=True)
class Match:
    """A condition that was found, and the other name or code it was found by (empty: by its own name)."""

    condition: Condition
    matched: str


def find(words: str) -> list[Match]:
    """At most 50 matches: exact ones first, then names that begin so, then names that hold the words."""
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
    for condition in (
        Condition.objects.listed().filter(folded__contains=sought).order_by(closest, "folded", "pk")[:MOST]
    ):
        take(condition, "", condition.folded)
    names = Name.objects.filter(folded__contains=sought, condition__retired_at=None).select_related("condition")
    for name in names.order_by(closest, "folded", "pk")[:MOST]:
        take(name.condition, name.text, name.folded)
    codes = Code.objects.annotate(lower=Lower("value")).filter(lower=words.strip().lower(), condition__retired_at=None)
    for code in codes.select_related("condition")[:MOST]:
        take(code.condition, code.value, sought)
    return [match for _order, match in sorted(found.values(), key=lambda pair: pair[0])][:MOST]


def by_code(value: str) -> Condition | None:
    """The one condition that is listed with the code, or that took over the id; None where none or several are."""
    listed = Condition.objects.listed()
    coded = Code.objects.annotate(lower=Lower("value")).filter(lower=value.lower())
    found = listed.filter(pk__in=coded.values("condition_id"))[:2]
    if not found:
        former = FormerCode.objects.annotate(lower=Lower("value")).filter(lower=value.lower())
        found = listed.filter(pk__in=former.values("condition_id"))[:2]
    return found[0] if len(found) == 1 else None


def by_letter(letter: str) -> QuerySet[Condition]:
    """Conditions whose folded name begins with the letter; "0" is for all that begin with none of a to z."""
    if letter == OTHER:
        return Condition.objects.listed().exclude(folded__regex=r"^[a-z]").order_by("folded", "pk")
    return Condition.objects.listed().filter(folded__startswith=letter).order_by("folded", "pk")


def letters() -> list[tuple[str, bool]]:
    """A to Z, and whether a condition begins so: 26 looks into the index, in one query."""
    flags = {letter: Exists(Condition.objects.listed().filter(folded__startswith=letter)) for letter in LETTERS}
    row = Condition.objects.annotate(**flags).values(*flags).first() or {}
    return [(letter, bool(row.get(letter))) for letter in LETTERS]
