"""`import_conditions` and `export_conditions`, as an operator meets them."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from conditions.catalogue.describe import create
from conditions.catalogue.lookup import find
from conditions.importers import FORMATS
from conditions.importers.files import LARGEST
from conditions.models import Condition, Imported

from .conftest import TEXT

SAMPLES = Path(__file__).resolve().parents[3] / "conditions" / "samples"


def test_an_import_tells_what_became_of_each_file(manage, page_file):
    assert manage("import_conditions", "medigest", page_file) == [
        f"created  Harbour glass syndrome ({page_file})",
        "1 file: 1 created, 0 updated, 0 unchanged, 0 kept.",
    ]
    assert [match.condition.slug for match in find("hgs")] == ["harbour-glass-syndrome"]


def test_the_second_import_says_unchanged(manage, page_file, rows):
    manage("import_conditions", "medigest", page_file)
    before = rows()
    assert manage("import_conditions", "medigest", page_file) == [
        f"unchanged  Harbour glass syndrome ({page_file})",
        "1 file: 0 created, 0 updated, 1 unchanged, 0 kept.",
    ]
    assert rows() == before


def test_a_dry_run_says_what_would_be_done(manage, page_file, rows):
    before = rows()
    assert manage("import_conditions", "medigest", page_file, "--dry-run") == [
        f"would create  Harbour glass syndrome ({page_file})",
        "1 file: 1 created, 0 updated, 0 unchanged, 0 kept.",
        "This was a dry run: nothing was written.",
    ]
    assert rows() == before


def test_a_directory_stands_for_its_files_and_no_file_is_read_twice(manage, tmp_path):
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "notes.txt").write_text("Not for us.")
    lines = manage("import_conditions", "markdown", tmp_path, tmp_path / "a.md")
    assert lines[-1] == "1 file: 1 created, 0 updated, 0 unchanged, 0 kept."


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(manage, page, page_file):
    manage("import_conditions", "medigest", page_file)
    page_file.write_bytes(b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode())
    assert manage("import_conditions", "medigest", page_file)[0].startswith("unchanged")


BAD = {
    "missing": (None, ": There is no such file."),
    "empty": (b"", ":1: The file is empty."),
    "blank": (b"\n \n\t\n", ":1: The file is empty."),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", ":1: The file is not text in UTF-8."),
    "latin-1": ("Title\n\nCafé\n".encode("latin-1"), ":3: The file is not text in UTF-8."),
    "with control characters": (b"Title\n\nA\x00B\n", ":3: The line holds control characters"),
    "too large": (b"a" * (LARGEST + 1), ": The file is larger than 1 MB."),
    "foreign": (b"format-version: 1.2\n\n[Term]\nid: DOID:4\nname: disease\n", ":1: "),
    "HTML": (b"<!doctype html>\n<title>Ear</title>\n", ":1: "),
    "JSON": (b'{"graphs": []}', ":1: "),
}


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_taken_gives_one_line_and_changes_nothing(kind, form, manage, tmp_path, page_file, rows):
    content, told = BAD[kind]
    file = tmp_path / "bad"
    if content is not None:
        file.write_bytes(content)
    before = rows()
    good = page_file if form == "medigest" else tmp_path / "good.md"
    good.write_text(TEXT) if form == "markdown" else None
    with pytest.raises(CommandError) as caught:
        manage("import_conditions", form, good, file)
    assert str(caught.value).startswith(f"{file}{told}")
    assert "\n" not in str(caught.value)
    assert caught.value.returncode == 1
    assert rows() == before


@pytest.mark.parametrize("cut", range(50, 900, 100))
def test_a_page_that_was_cut_off_is_refused(cut, manage, page, page_file):
    page_file.write_text(page[:cut])
    with pytest.raises(CommandError, match=r"page\.txt(:\d+)?: "):
        manage("import_conditions", "medigest", page_file)


def test_a_directory_without_such_files_is_refused(manage, tmp_path):
    with pytest.raises(CommandError, match=r"The directory has no \*.md files"):
        manage("import_conditions", "markdown", tmp_path)


def test_a_device_is_no_file(manage):
    with pytest.raises(CommandError, match="/dev/null: This is not a file"):
        manage("import_conditions", "medigest", "/dev/null")


def test_a_name_that_is_too_long_for_a_file_is_refused(manage):
    with pytest.raises(CommandError, match="The file can't be read"):
        manage("import_conditions", "medigest", "x" * 300)


def test_the_program_ends_with_status_one_and_one_line(tmp_path, capsys):
    from medigest.ops.management.commands.import_conditions import Command

    with pytest.raises(SystemExit) as caught:
        Command().run_from_argv(["manage.py", "import_conditions", "medigest", str(tmp_path / "none.txt")])
    assert caught.value.code == 1
    assert capsys.readouterr().err == f"CommandError: {tmp_path / 'none.txt'}: There is no such file.\n"


def export(manage, directory: Path) -> dict[str, str]:
    manage("export_conditions", directory)
    return {file.name: file.read_bytes().decode() for file in directory.iterdir()}


def forget() -> None:
    """Leave the catalogue as if nothing had ever been imported, the rows that can't be deleted aside."""
    Imported.objects.all().delete()
    for condition in Condition.objects.all():
        Condition.objects.filter(pk=condition.pk).update(slug=f"x{condition.pk}", folded="", name="x")


def test_an_export_of_the_samples_is_the_samples(manage, tmp_path):
    manage("import_conditions", "markdown", SAMPLES)
    assert export(manage, tmp_path) == {file.name: file.read_text() for file in SAMPLES.glob("*.md")}


def test_the_samples_import_twice(manage, rows):
    count = len(list(SAMPLES.glob("*.md")))
    first = manage("import_conditions", "markdown", SAMPLES)
    assert first[-1] == f"{count} files: {count} created, 0 updated, 0 unchanged, 0 kept."
    before = rows()
    second = manage("import_conditions", "markdown", SAMPLES)
    assert second[-1] == f"{count} files: 0 created, 0 updated, {count} unchanged, 0 kept."
    assert rows() == before


def test_export_import_export_gives_the_same_bytes(manage, tmp_path, page_file):
    manage("import_conditions", "medigest", page_file)
    create(name="Unwritten", definition="No article yet.")
    first = export(manage, tmp_path / "one")
    assert sorted(first) == ["harbour-glass-syndrome.md", "unwritten.md"]
    assert "publisher_notice: This page tells you about" in first["harbour-glass-syndrome.md"]
    forget()
    manage("import_conditions", "markdown", tmp_path / "one")
    manage("export_conditions", tmp_path / "two", *[name.removesuffix(".md") for name in first])
    assert {file.name: file.read_bytes().decode() for file in (tmp_path / "two").iterdir()} == first


def test_an_export_that_comes_home_changes_nothing(manage, tmp_path, page_file):
    manage("import_conditions", "medigest", page_file)
    manage("export_conditions", tmp_path / "out")
    assert manage("import_conditions", "markdown", tmp_path / "out")[0].startswith("unchanged")


def test_one_condition_can_be_exported_alone(manage, tmp_path, condition):
    create(name="Another")
    assert manage("export_conditions", tmp_path, condition.slug) == ["1 condition was written."]
    assert [file.name for file in tmp_path.iterdir()] == [f"{condition.slug}.md"]


def test_an_unknown_slug_is_refused(manage, tmp_path, condition):
    with pytest.raises(CommandError, match="There is no condition “moon”"):
        manage("export_conditions", tmp_path, condition.slug, "moon")


def test_a_directory_that_cannot_be_written_is_told(manage, tmp_path, condition):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file"):
        manage("export_conditions", tmp_path / "file")
