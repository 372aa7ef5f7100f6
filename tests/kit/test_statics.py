"""Static files with a hash in the name: references are followed, source maps are not."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from medigest.kit.statics import HashedStorage


@pytest.fixture
def storage(tmp_path: Path, settings) -> HashedStorage:
    settings.DEBUG = False
    return HashedStorage(location=str(tmp_path), base_url="/static/")


def collect(storage: HashedStorage, files: dict[str, str]) -> dict[str, str]:
    """Store the files and process them; hashed names by name."""
    for name, content in files.items():
        storage._save(name, ContentFile(content.encode()))
    found = {}
    for name, hashed, processed in storage.post_process({name: (storage, name) for name in files}):
        assert not isinstance(processed, Exception), processed
        found[name] = hashed
    return found


def test_a_source_map_that_is_missing_stops_nothing_and_is_left_alone(storage, tmp_path):
    names = collect(
        storage, {"a.js": "let a = 1;\n//# sourceMappingURL=a.js.map\n", "a.css": "/*# sourceMappingURL=a.css.map */"}
    )
    assert "sourceMappingURL=a.js.map" in (tmp_path / names["a.js"]).read_text()


def test_pictures_that_a_stylesheet_names_are_followed(storage, tmp_path):
    names = collect(storage, {"a.css": "b { background: url(p.svg) }", "p.svg": "<svg/>"})
    assert names["p.svg"] != "p.svg"
    assert names["p.svg"] in (tmp_path / names["a.css"]).read_text()


def test_a_picture_that_is_missing_is_an_error(storage):
    with pytest.raises(AssertionError, match="could not be found"):
        collect(storage, {"a.css": "b { background: url(missing.svg) }"})
