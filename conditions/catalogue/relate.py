"""Set what a condition is part of, and keep the closure: the work of "everything beneath" is done on write."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from conditions.catalogue.closure import close
from conditions.catalogue.models import Closure, Condition, Parent


class Cycle(ValueError):
    """A condition would come to stand above itself; the message names both."""


def relate(*, child_id: int, parent_ids: Collection[int]) -> bool:
    """Make `parent_ids` the parents of the condition, in that order; whether anything changed.

    Raises Cycle where a parent stands beneath the child, or is the child.
    """
    with transaction.atomic():
        one_writer_at_a_time()
        wanted = list(dict.fromkeys(parent_ids))
        present = list(Parent.objects.filter(child_id=child_id).values_list("parent_id", flat=True))
        if present == wanted:
            return False
        _refuse_cycle(child_id, wanted)
        Parent.objects.filter(child_id=child_id).delete()
        Parent.objects.bulk_create(Parent(child_id=child_id, parent_id=parent) for parent in wanted)
        close([child_id])
        return True


def one_writer_at_a_time() -> None:
    """Lock the first condition, which all writers of the hierarchy agree on.

    Locks on the child and its parents would not do: a cycle can be closed by two links that share no condition.
    """
    list(Condition.objects.select_for_update(no_key=True).order_by("pk").values_list("pk")[:1])


def _refuse_cycle(child_id: int, parent_ids: Collection[int]) -> None:
    beneath = set(
        Closure.objects.filter(ancestor_id=child_id, descendant_id__in=parent_ids).values_list(
            "descendant_id", flat=True
        )
    )
    if beneath or child_id in parent_ids:
        child = Condition.objects.get(pk=child_id)
        parent = Condition.objects.get(pk=min(beneath | ({child_id} & set(parent_ids))))
        raise Cycle(
            _("“%(child)s” can't be part of “%(parent)s”, which stands beneath it.")
            % {"child": child.name, "parent": parent.name}
        )
