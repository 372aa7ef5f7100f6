"""Which conditions somebody who mistyped a name may have meant.

Each database brings the names that share most runs of three characters (migrations 0006 and 0008); how many letters
are wrong is then counted here, the same for both.
"""

import re

from django.db import connection
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL
from rapidfuzz.distance import OSA

from conditions.catalogue.folding import fold
from conditions.catalogue.holding import SHORTEST
from conditions.catalogue.lookup import Match
from conditions.catalogue.models import Condition, Name

# As many runs of three as a long name has; what else was typed changes nothing.
MOST_RUNS = 60
_WORD = re.compile(r"[^\W_]+")


def resembling(typed: str, most: int) -> list[Match]:
    """At most so many conditions with a name that every word typed is close to, the closest first.

    The last word may be the beginning of one: people are still typing it.
    """
    sought = _words(typed)
    if not any(len(word) >= SHORTEST for word in sought):
        return []
    found: dict[int, tuple[tuple[int, int, str], Match]] = {}

    def take(condition: Condition, matched: str, folded: str) -> None:
        distance = _distance(sought, _words(folded))
        if distance is not None:
            order = (distance, len(folded), condition.folded)
            if condition.pk not in found or order < found[condition.pk][0]:
                found[condition.pk] = (order, Match(condition, matched))

    for condition in Condition.objects.listed().filter(_alike(Condition, sought)):
        take(condition, "", condition.folded)
    names = Name.objects.filter(_alike(Name, sought), condition__retired_at=None)
    for name in names.select_related("condition"):
        take(name.condition, name.text, name.folded)
    return [match for _order, match in sorted(found.values(), key=lambda pair: pair[0])][:most]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).replace("'", "").replace("’", ""))


def _distance(sought: list[str], there: list[str]) -> int | None:
    """How many letters are wrong in all; None where a word is close to none."""
    distances = []
    for number, word in enumerate(sought, start=1):
        allowed = 0 if len(word) <= SHORTEST else 1 if len(word) < 7 else 2
        wholes = [OSA.distance(word, other, score_cutoff=allowed) for other in there]
        begun = [OSA.distance(word, other[: len(word)], score_cutoff=allowed) for other in there]
        closest = min(wholes + (begun if number == len(sought) else []), default=allowed + 1)
        if closest > allowed:
            return None
        distances.append(closest)
    return sum(distances)


def _alike(model: type[Condition] | type[Name], sought: list[str]) -> Q:
    """Rows whose folded name shares the most runs of three characters with the words."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        sql, sent = f"SELECT {table}_alike(%s)", " ".join(sought)
    else:
        runs = [word[start : start + 3] for word in sought for start in range(len(word) - 2)]
        sent = " OR ".join(f'"{run}"' for run in dict.fromkeys(runs[:MOST_RUNS]))
        fts = f"{table}_fts"
        sql = f"SELECT rowid FROM {fts} WHERE {fts} MATCH %s ORDER BY rank LIMIT 30"  # noqa: S608  # our own table
    return Q(pk__in=RawSQL(sql, [sent], output_field=BigIntegerField()))  # noqa: S611  # a parameter
