"""What comes out holds the pixels, and nothing else of the file that came in."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from forums.pictures.redraw import MOST_BYTES, WIDEST, PictureRefused, redraw
from tests.forums.pictures.drawing import drawn


def again(file: BytesIO) -> Image.Image:
    made = redraw(file, len(file.getvalue()))
    image = Image.open(BytesIO(made.content))
    assert (image.format, image.size) == ("WEBP", (made.width, made.height))
    return image


def test_nothing_is_left_of_what_a_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARY maker"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = drawn("JPEG", exif=exif, comment=b"CANARY comment", icc_profile=profile, xmp=b"<x>CANARY xmp</x>")
    assert file.getvalue().count(b"CANARY") == 3
    made = redraw(file, 1).content
    assert b"CANARY" not in made
    assert not {b"EXIF", b"XMP ", b"ICCP"} & {made[at : at + 4] for at in range(len(made))}


def test_a_picture_that_was_taken_sideways_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert again(drawn("JPEG", (40, 20), exif=turned)).size == (20, 40)


def test_a_large_picture_is_made_smaller_and_a_small_one_stays() -> None:
    assert max(again(drawn("JPEG", (WIDEST * 2, 300))).size) == WIDEST
    assert again(drawn("PNG", (30, 20))).size == (30, 20)


def test_what_moves_stands_still() -> None:
    file = BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(again(file), "n_frames", 1) == 1


def test_what_can_be_seen_through_can_be_seen_through() -> None:
    file = BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(file, "PNG")
    assert again(file).convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_the_greys_of_a_scan_are_told_apart() -> None:
    file = BytesIO()
    scan = Image.new("I;16", (16, 16), 40_000)
    scan.putpixel((0, 0), 0)
    scan.save(file, "PNG")
    assert again(file).convert("L").getpixel((12, 12)) in range(150, 163)


def _bomb() -> BytesIO:
    """A few bytes that say they are 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b""))


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "JPEG, PNG, WebP or GIF"),
        (BytesIO(b"A letter."), "JPEG, PNG, WebP or GIF"),
        (BytesIO(b""), "JPEG, PNG, WebP or GIF"),
        (BytesIO(drawn("JPEG", (90, 90)).getvalue()[:-200]), "JPEG, PNG, WebP or GIF"),
        (drawn("TIFF"), "JPEG, PNG, WebP or GIF"),
        (_bomb(), "too many pixels"),
    ],
    ids=["drawing that runs", "text", "nothing", "half a picture", "another kind", "bomb"],
)
def test_what_is_no_picture_is_refused_with_a_way_to_mend_it(file: BytesIO, why: str) -> None:
    with pytest.raises(PictureRefused, match=why):
        redraw(file, 1)


def test_a_file_that_is_too_large_is_not_even_opened() -> None:
    with pytest.raises(PictureRefused, match="12 megabytes"):
        redraw(BytesIO(b""), MOST_BYTES + 1)
