"""Which conditions stand at the top of the tree: kept on write, so that the tree begins at once."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from conditions.catalogue.models import Condition, Parent
from medigest.kit.lots import lots


def keep_tops(ids: Collection[int]) -> None:
    """Bring `on_top` of these conditions in line with their links."""
    above = Exists(Parent.objects.filter(child=OuterRef("pk"), parent__retired_at=None))
    for lot in lots(sorted(ids)):
        rows = Condition.objects.filter(pk__in=lot)
        rows.filter(above, on_top=True).update(on_top=False)
        rows.filter(~above, on_top=False).update(on_top=True)


def keep_tops_beneath(ids: Collection[int]) -> None:
    """The same for what stands right beneath these, which were taken out of the list or back into it."""
    for lot in lots(sorted(ids)):
        keep_tops(Parent.objects.filter(parent_id__in=lot).values_list("child_id", flat=True).distinct())
