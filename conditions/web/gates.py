"""Who may change an article."""

from django.utils.translation import gettext as _

from conditions.catalogue.models import Condition
from conditions.editors.read import edits
from medigest.kit.refusals import Forbidden
from medigest.members.viewer import Viewer


def only_its_editors(viewer: Viewer, condition: Condition) -> None:
    """Raise Forbidden where the viewer edits other articles, and not this one."""
    if not edits(viewer, condition):
        raise Forbidden(_("You edit other articles, and not this one. You can propose a correction of it."))


def only_editors_of_all(viewer: Viewer) -> None:
    """Raise Forbidden where the viewer edits some articles only."""
    if not viewer.editing.everywhere:
        raise Forbidden(_("New conditions are for the editors of the whole site. Please ask one of them."))
