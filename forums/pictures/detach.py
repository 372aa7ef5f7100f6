"""Take a picture off: at once for everybody, whatever becomes of the form."""

from forums.pictures.models import Picture
from medigest.kit import clock
from medigest.members.viewer import Viewer


def detach(*, viewer: Viewer, picture_id: int) -> None:
    """Let go of one's own picture, sent or not; of nobody else's. Its file goes within a day.

    Taking back is always free: no policy is asked, and no moderator.
    """
    mine = Picture.objects.filter(pk=picture_id, owner_id=viewer.member_id)
    mine.update(post=None, revision=None, key="", loose_since=clock.now())
