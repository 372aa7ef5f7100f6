"""Keep a post, or keep it no more."""

from django.db import transaction

from forums.following.models import Bookmark
from forums.threads.models import Post
from medigest.members.viewer import Viewer


def bookmark(*, viewer: Viewer, post: Post, note: str = "") -> Bookmark:
    """Keep a post that the viewer may read, with a note; again changes the note."""
    with transaction.atomic():
        kept, _created = Bookmark.objects.update_or_create(
            member=viewer.member, post=post, defaults={"note": note.strip()}
        )
        return kept


def remove_bookmark(*, viewer: Viewer, post_id: int) -> None:
    """Keep a post no more; its note goes with it. What the viewer may not read any more can be let go too."""
    Bookmark.objects.filter(member=viewer.member, post_id=post_id).delete()
