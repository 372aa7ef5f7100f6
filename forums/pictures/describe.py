"""Say what a picture shows that was chosen and not sent yet."""

from forums.pictures.models import LONGEST_TEXT, Picture
from medigest.members.viewer import Viewer


def describe(*, viewer: Viewer, key: str, picture_id: int, alternative: str) -> None:
    """Give a loose picture of the form its words; of the viewer's, and of nobody else's."""
    loose = Picture.objects.loose(owner_id=viewer.member_id, key=key)
    loose.filter(pk=picture_id).update(alternative=" ".join(alternative.split())[:LONGEST_TEXT])
