"""Be on call, or not."""

from forums.boards.models import Moderator
from medigest.members.viewer import Viewer


def set_on_call(*, viewer: Viewer, on_call: bool) -> None:
    """Whether the moderator is told at once, on every board of theirs, of somebody who may be in danger."""
    Moderator.objects.filter(member=viewer.member).update(on_call=on_call)
