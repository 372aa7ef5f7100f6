"""Our own stylesheets and scripts."""

import re

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
