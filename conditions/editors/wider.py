"""Grants over everything beneath a condition never come to reach further without somebody's word."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from conditions.catalogue.wider import refuse
from conditions.editors.models import Editor


def refuse_wider_grants(sender: Any, pairs: Mapping[int, set[int]], confirmed: bool, **kwargs: Any) -> None:
    """Receive `hierarchy_growing`: raise Refused where an editor would come to edit more."""
    if confirmed:
        return
    grants = Editor.objects.in_office().filter(beneath=True).select_related("member", "condition").order_by("pk")
    refuse(
        _("Editors of everything beneath a condition would come to edit more"),
        [(grant.member.handle, grant.condition.name, grant.condition_id) for grant in grants],
        pairs,
    )
