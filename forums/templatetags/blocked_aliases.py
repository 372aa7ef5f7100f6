"""The aliases that a member blocked, for their settings: the members' room knows nothing of threads."""

from typing import Any

from django import template
from django.template import Context

from forums.threads.models import AliasBlock
from medigest.members.viewer import Viewer

register = template.Library()
MOST = 200


@register.simple_tag(takes_context=True)
def blocked_aliases(context: Context) -> list[dict[str, Any]]:
    """The newest of them: the name, since when, and the address that takes it back."""
    viewer: Viewer = context["viewer"]
    mine = AliasBlock.objects.filter(member=viewer.member).select_related("alias").order_by("-pk")
    return [{"id": one.alias_id, "name": one.alias.name, "since": one.created_at} for one in mine[:MOST]]
