"""How members want to be told."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from forums.notices.kinds import Kind, kinds
from forums.notices.models import Preference, Way


def ways_of(member_ids: Iterable[int], kind: Kind) -> dict[int, str]:
    """The way of each member who chose one for the kind; the kind's own holds for the others."""
    return dict(Preference.objects.filter(member__in=member_ids, kind=kind.name).values_list("member_id", "way"))


def way_of(member_id: int, kind: Kind) -> str:
    """How the member wants to be told of the kind."""
    return ways_of([member_id], kind).get(member_id, kind.default)


def chosen(member_id: int) -> dict[str, str]:
    """The way of every kind, by its name: one query."""
    own = dict(Preference.objects.filter(member_id=member_id).values_list("kind", "way"))
    return {kind.name: own.get(kind.name, kind.default) for kind in kinds()}


def choose(*, member_id: int, ways: Mapping[str, str]) -> None:
    """Keep how the member wants to be told, by the kind's name. Raises ValueError for a way that a kind has not."""
    rows = []
    for kind in kinds():
        way = ways.get(kind.name)
        if way is None:
            continue
        if way not in kind.ways:
            raise ValueError(f"{kind.name} can't be told by {way}")
        rows.append(Preference(member_id=member_id, kind=kind.name, way=way))
    with transaction.atomic():
        Preference.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["member", "kind"], update_fields=["way"]
        )


def told_by(way: Way) -> Q:
    """Notices that their member wants to be told of in this way."""
    own = Preference.objects.filter(member=OuterRef("member"), kind=OuterRef("kind"))
    default = [kind.name for kind in kinds() if kind.default == way]
    return Exists(own.filter(way=way)) | (Q(kind__in=default) & ~Exists(own))
