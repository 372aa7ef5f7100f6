"""Our own stylesheets and scripts."""

import gzip
import json
import re
import struct

import pytest

from tests.architecture.source import ROOT

OURS = [path for kind in ("css", "js") for path in sorted((ROOT / "static").rglob(f"*.{kind}"))]
_ELSEWHERE = re.compile(r"(?:url\(|@import|fetch\(|import)\s*[\"']?(?:https?:)?//")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_stylesheet_or_script_asks_no_other_host_and_evaluates_no_text(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not _ELSEWHERE.search(text)
    assert not re.search(r"\beval\(|new Function\(|\.innerHTML\s*=|document\.write", text)


@pytest.mark.parametrize(
    "line", ["url(https://a.example/f.woff)", "@import '//a.example'", 'fetch("https://a.example")']
)
def test_a_way_to_another_host_is_recognised(line: str) -> None:
    assert _ELSEWHERE.search(line)


def test_every_icon_of_the_manifest_is_there_in_its_size() -> None:
    manifest = json.loads((ROOT / "static" / "manifest.webmanifest").read_text(encoding="utf-8"))
    for icon in manifest["icons"]:
        picture = (ROOT / "static" / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", picture[16:24])  # where a PNG tells its size
            assert icon["sizes"] == f"{width}x{height}"


def test_the_stylesheet_and_the_scripts_keep_to_their_weight() -> None:
    sizes = {path: len(gzip.compress(path.read_bytes(), 9)) for path in OURS}
    assert sum(size for path, size in sizes.items() if path.suffix == ".css") < 12_000
    assert sum(size for path, size in sizes.items() if path.suffix == ".js") < 6_000
