"""The demo's pictures: drawn here, so that nobody's photograph is in the repository."""

from io import BytesIO

from PIL import Image, ImageDraw

PAPER, INK, PENCIL = "#f6f1e3", "#2b3a42", "#b9b09a"


def _week() -> Image.Image:
    """A sheet of a notebook with two lines for each day, some of them done."""
    image = Image.new("RGB", (960, 720), PAPER)
    pen = ImageDraw.Draw(image)
    pen.line([(130, 0), (130, 720)], fill="#d98c7a", width=3)
    for day in range(7):
        top = 60 + day * 92
        pen.line([(0, top + 72), (960, top + 72)], fill="#cdd9dc", width=2)
        pen.text((40, top + 6), "MTWTFSS"[day], fill=INK, font_size=44)
        for half in range(2):
            left = 170 + half * 390
            pen.rectangle([left, top + 14, left + 34, top + 48], outline=INK, width=4)
            pen.line([(left + 60, top + 40), (left + 300 - day * 9, top + 36)], fill=PENCIL, width=10)
            if day * 2 + half < 5:
                pen.line([(left + 6, top + 30), (left + 15, top + 42), (left + 40, top + 4)], fill="#0b5c6b", width=7)
    return image


def _thumb() -> Image.Image:
    """A grey thumb in front of everything, with a rim that glitters."""
    image = Image.new("RGB", (800, 600), "#dfe7ea")
    pen = ImageDraw.Draw(image)
    pen.rectangle([0, 430, 800, 600], fill="#c3cdd1")
    pen.rectangle([90, 120, 330, 430], fill="#b3c4cc")
    pen.ellipse([330, 120, 640, 520], fill="#8d979b")
    points = [
        (x, y)
        for step in range(18)
        for x, y in [(318 + step * 19, 300 - step * (17 - step) * 3 - (28 if step % 2 else 0))]
    ]
    for width, colour in ((22, "#f4cf5d"), (12, "#7fd0de"), (4, "#ffffff")):
        pen.line(points, fill=colour, width=width, joint="curve")
    return image


DRAWINGS = {"week": _week, "thumb": _thumb}


def drawing(name: str) -> BytesIO:
    """The picture of that name, as a file. Raises KeyError."""
    file = BytesIO()
    DRAWINGS[name]().save(file, "PNG")
    file.seek(0)
    return file
