"""Draw a picture anew: what comes out holds its pixels and nothing else of the file that came in."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MEGABYTE = 1024 * 1024
MOST_BYTES = 12 * MEGABYTE
# What the cameras of phones take. More is refused before a pixel is unpacked.
MOST_PIXELS = 50_000_000
WIDEST = 1600
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"
QUALITY = 82

# Pillow's own alarm, for whatever of this process opens a picture.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class PictureRefused(ValueError):
    """The picture can't be taken; the message says how to mend it."""


@dataclass(frozen=True)
class Redrawn:
    """A picture as it is kept: WebP."""

    content: bytes
    width: int
    height: int


def redraw(file: IO[bytes], size: int) -> Redrawn:
    """The picture upright, at most 1600 pixels wide or high, without a word of what its file told. Raises
    PictureRefused."""
    if size > MOST_BYTES:
        raise PictureRefused(
            _("This picture is larger than %(count)d megabytes. Make it smaller, or take a screenshot of it.")
            % {"count": MOST_BYTES // MEGABYTE}
        )
    image = _upright(file)
    out = BytesIO()
    # Nothing of what the file said goes along, not even its colour profile.
    image.info = {}
    image.save(out, "WEBP", quality=QUALITY, exif=b"", xmp=b"", icc_profile=None)
    return Redrawn(out.getvalue(), image.width, image.height)


def _upright(file: IO[bytes]) -> Image.Image:
    unknown = PictureRefused(
        _("This file is not a picture that we can show. Choose a JPEG, PNG, WebP or GIF, or take a screenshot of it.")
    )
    try:
        image: Image.Image = Image.open(file, formats=KINDS)
        pixels = image.width * image.height
    except Image.DecompressionBombError:
        pixels = MOST_PIXELS + 1
    except Exception as error:  # what decoders raise over bytes that are no picture is without end
        raise unknown from error
    if pixels > MOST_PIXELS:
        raise PictureRefused(_("This picture has too many pixels. Make it smaller, or take a screenshot of it."))
    try:
        turned = image.getexif().get(_ORIENTATION, 1)
        if image.format == "JPEG":
            image.draft("RGB", (WIDEST, WIDEST))  # unpacked at a half, a quarter or an eighth: no more than is kept
        flat = _flat(image)
        flat.thumbnail((WIDEST, WIDEST), reducing_gap=3.0)
        flat.getexif()[_ORIENTATION] = turned
        return ImageOps.exif_transpose(flat)
    except Exception as error:  # as above, of a file that ends too soon or is broken within
        raise unknown from error


_ORIENTATION = 0x0112


def _flat(image: Image.Image) -> Image.Image:
    """Its first frame, in colours that WebP has."""
    if image.mode.startswith("I"):  # sixteen bits of grey, as scanners write them
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if see_through else "RGB")
