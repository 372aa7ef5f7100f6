"""Pictures in posts."""

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext_lazy as _

from forums.pictures import files
from forums.pictures.models import Picture
from forums.privacy.common import site_address
from medigest.members.privacy.registry import Holding, Row, Table, Wishes


def tables() -> list[Table]:
    """Pictures, with their files."""
    return [
        Table(
            Picture,
            holdings=(
                Holding(
                    what=_("Your pictures, and what you said that they show"),
                    purpose=_("So that others can see them, or read what they show"),
                    kept=_("As long as the post they belong to stands here; what you chose and did not send, a day"),
                    owner="owner",
                    columns=("alternative", "width", "height", "size", "created_at", "loose_since"),
                    rows=_pictures_of,
                    files=_files_of,
                ),
                Holding(
                    what=_("Marks of your pictures and of the form you chose them in"),
                    purpose=_("So that nobody guesses their addresses, and each is kept once"),
                    kept=_("As long as the picture"),
                    owner="owner",
                    columns=("name", "key", "digest"),
                    withheld=_("Random words"),
                ),
            ),
            plain=("post", "revision"),
            # Whatever the member wishes for the texts: a picture may show the person.
            erase=_erase,
            expire=files.expire,
        )
    ]


def _erase(member_id: int, wishes: Wishes) -> None:
    files.destroy(Picture.objects.filter(owner_id=member_id))


def _pictures_of(member_id: int) -> Iterator[Row]:
    pictures = Picture.objects.filter(owner_id=member_id).select_related("post").order_by("pk")
    for picture in pictures.iterator():
        yield {
            "file": f"pictures/{picture.file}",
            "shows": picture.alternative,
            "post": site_address(picture.post.get_absolute_url()) if picture.post else "",
            "wide": picture.width,
            "high": picture.height,
            "bytes": picture.size,
            "chosen": picture.created_at,
        }


def _files_of(member_id: int) -> Iterator[tuple[str, IO[bytes]]]:
    for picture in Picture.objects.filter(owner_id=member_id).order_by("pk").iterator():
        try:
            yield f"pictures/{picture.file}", files.opened(picture)
        except FileNotFoundError:  # taken off while the archive is built
            continue
