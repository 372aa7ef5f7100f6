"""What a member wrote, for their page: the members' room knows nothing of posts."""

from typing import Any

from django import template
from django.template import Context

from forums.activity.read import recent, shows
from medigest.members.viewer import Viewer

register = template.Library()


@register.inclusion_tag("forums/_activity.html", takes_context=True)
def member_activity(context: Context, member_id: int) -> dict[str, Any]:
    """The newest posts that the member shows to this viewer; to the member themselves also whether they show them."""
    viewer: Viewer = context["viewer"]
    own = viewer.member_id == member_id
    return {"posts": recent(viewer, member_id), "own": own, "shown": own and shows(member_id)}
