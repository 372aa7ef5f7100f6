"""Pictures to choose."""

from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from forums.pictures.models import Picture
from forums.pictures.upload import upload
from forums.threads.submission import standing_of
from medigest.members.models import Member
from tests.conftest import viewer

_colours = count()


def drawn(kind: str = "PNG", size: tuple[int, int] = (12, 8), **more: Any) -> BytesIO:
    """A file with a picture in a colour that no other has."""
    number = next(_colours)
    file = BytesIO()
    Image.new("RGB", size, (number * 8 % 256, number * 8 // 256 * 8 % 256, 99)).save(file, kind, **more)
    file.seek(0)
    return file


def choose(member: Member, key: str, *, alternative: str = "A boat at the pier", trace: bytes = b"") -> Picture:
    """The member chooses a picture in a form; `trace`: what its file ends with."""
    writer = viewer(member)
    file = drawn()
    picture = upload(
        viewer=writer,
        standing=standing_of(writer),
        board_id=0,
        key=key,
        file=file,
        size=len(file.getvalue()),
        alternative=alternative,
    )
    if trace:
        mark(picture, trace)
    return picture


def mark(picture: Picture, trace: bytes) -> None:
    """Write a word into the picture's file: where it can be read, the file was."""
    content = stored(picture.name)
    default_storage.delete(picture.file)
    default_storage.save(picture.file, ContentFile(content + trace))


def stored(name: str) -> bytes:
    with default_storage.open(f"{name}.webp") as file:
        content: bytes = file.read()
    return content
