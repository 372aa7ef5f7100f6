"""The files of pictures: in Django's default storage, beneath no public address, and never without a row for long."""

from datetime import timedelta
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from forums.pictures.models import Picture, PictureQuerySet
from medigest.kit import clock

HOURS_KEPT_LOOSE = 24
# A file that no row names is of somebody who is choosing it at this moment, or was cut short.
UNNAMED_HOURS = 1
AT_ONCE = 200


def save(name: str, content: bytes) -> None:
    """Keep a picture's file."""
    default_storage.save(name, ContentFile(content))


def discard(name: str) -> None:
    """Delete a file that has no row."""
    default_storage.delete(name)


def opened(picture: Picture) -> IO[bytes]:
    """The file, open. Raises FileNotFoundError."""
    return default_storage.open(picture.file)


def destroy(pictures: PictureQuerySet) -> int:
    """Delete pictures with their files; their number. Cut short, it leaves no row without need and no file for long."""
    number = 0
    for picture in pictures.order_by("pk"):
        default_storage.delete(picture.file)
        picture.delete()
        number += 1
    return number


def expire() -> int:
    """Delete what was chosen and not sent, or taken off, a day ago, and files without a row; the number of both."""
    before = clock.now() - timedelta(hours=HOURS_KEPT_LOOSE)
    return destroy(Picture.objects.filter(post=None, loose_since__lt=before)) + _sweep()


def _sweep() -> int:
    if not default_storage.exists(""):
        return 0
    # The clock of the files: they carry the time of the machine.
    before = timezone.now() - timedelta(hours=UNNAMED_HOURS)
    names, number = default_storage.listdir("")[1], 0
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        rows = Picture.objects.filter(name__in=[name.removesuffix(".webp") for name in some])
        named = {picture.file for picture in rows}
        for name in some:
            if name not in named and default_storage.get_modified_time(name) < before:
                default_storage.delete(name)
                number += 1
    return number
