"""Let the pictures that were chosen in a form go with the post that it made."""

from django.utils.translation import gettext as _

from forums.pictures.models import Picture
from forums.pictures.redraw import PictureRefused

MOST = 4


def chosen(*, owner_id: int | None, key: str, post_id: int | None = None) -> list[Picture]:
    """What goes with the form when it is sent, each with its words. `post_id`: the post that already has some.

    Raises PictureRefused where one has no words, or where they are more than a post may have.
    """
    loose = list(Picture.objects.loose(owner_id=owner_id, key=key))
    if not all(picture.alternative for picture in loose):
        raise PictureRefused(_("Say of each picture what it shows."))
    there = Picture.objects.standing(post_id).count() if loose and post_id else 0
    if len(loose) + there > MOST:
        raise PictureRefused(
            _("A post can have %(count)d pictures at most. Take some off, and send it again.") % {"count": MOST}
        )
    return loose


def attach(pictures: list[Picture], *, post_id: int, revision_id: int | None = None) -> None:
    """Give loose pictures to a post; with a revision they wait for what becomes of it.

    Called in the transaction that writes the post, with its thread locked.
    """
    ids = [picture.pk for picture in pictures]
    # Not what was taken off meanwhile, in another tab.
    Picture.objects.filter(pk__in=ids, post=None).exclude(key="").update(
        post_id=post_id, revision_id=revision_id, loose_since=None
    )


def carry(*, earlier_id: int, revision_id: int) -> None:
    """Let the pictures of an edit that waited go with the edit that takes its place."""
    Picture.objects.filter(revision_id=earlier_id).update(revision_id=revision_id)
