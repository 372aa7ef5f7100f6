"""What a member edits, and who edits a condition."""

from django.db.models import Exists, OuterRef, Q

from conditions.catalogue.models import Closure, Condition
from conditions.editors.models import Editor, EditorQuerySet
from medigest.members.viewer import Editing, Viewer

MOST_NAMED = 20


def edits_fact() -> Exists:
    """Whether a member has a standing grant, as an expression over Member."""
    return Exists(Editor.objects.in_office().filter(member=OuterRef("pk")))


def editing_of(member_id: int) -> Editing:
    """The member's standing grants, in one query."""
    grants = Editor.objects.in_office().filter(member_id=member_id).values_list("condition_id", "beneath")
    alone, beneath = (frozenset(one for one, reaches in grants if reaches is whole) for whole in (False, True))
    return Editing(conditions=alone, beneath=beneath)


def edited_by(viewer: Viewer, condition: str = "") -> Q:
    """That the viewer edits the condition that the path `condition` leads to."""
    scope = viewer.editing
    if scope.everywhere:
        return Q()
    under = Closure.objects.filter(ancestor__in=scope.beneath).values("descendant")
    return Q(**{f"{condition}pk__in": scope.conditions}) | Q(**{f"{condition}pk__in": under})


def edits(viewer: Viewer, condition: Condition) -> bool:
    """Whether the viewer edits this condition's article; a query only where the hierarchy must be asked."""
    scope = viewer.editing
    if scope.everywhere or condition.pk in scope.conditions | scope.beneath:
        return True
    return bool(scope.beneath) and Condition.objects.filter(edited_by(viewer), pk=condition.pk).exists()


def editors_of(condition_id: int) -> EditorQuerySet:
    """The first grants that reach the condition: its own, and those of conditions above with all beneath them."""
    above = Closure.objects.filter(descendant=condition_id).values("ancestor")
    there = Editor.objects.in_office().filter(member__is_active=True, member__leaving_at=None)
    reach = there.filter(Q(condition=condition_id) | Q(beneath=True, condition__in=above))
    return Editor.objects.filter(pk__in=reach.order_by("pk").values("pk")[:MOST_NAMED])
