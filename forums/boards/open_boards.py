"""Open the boards of new conditions, in the transaction that creates them."""

from collections.abc import Sequence

from conditions.models import Condition
from forums.boards.models import RESERVED_SLUGS, Board


def open_boards(condition_ids: Sequence[int]) -> None:
    """One board for each condition: same slug (a reserved or taken one gets `-board`), same title."""
    conditions = Condition.objects.filter(pk__in=condition_ids).order_by("pk")
    taken = set(RESERVED_SLUGS) | set(
        Board.objects.filter(slug__in=[condition.slug for condition in conditions]).values_list("slug", flat=True)
    )
    Board.objects.bulk_create(
        Board(
            slug=f"{condition.slug}-board" if condition.slug in taken else condition.slug,
            title=condition.name,
            description=condition.definition,
            condition=condition,
        )
        for condition in conditions
    )
