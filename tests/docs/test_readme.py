"""What the README says is so."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

README = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")
SETTINGS = Path(settings.BASE_DIR) / "medigest" / "settings"
SCREENSHOT = Path(settings.BASE_DIR) / "docs" / "screenshot.png"


def test_the_configuration_table_names_exactly_the_variables_that_the_settings_read():
    sources = "".join(path.read_text(encoding="utf-8") for path in SETTINGS.glob("*.py"))
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", sources))
    table = README.split("## Configuration")[1].split("## Deploy")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)) == read


def test_every_command_that_the_readme_names_exists():
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert named <= set(get_commands())
    row = next(line for line in README.splitlines() if line.startswith("| `medigest/ops`"))
    assert set(re.findall(r"`(\w+)`", row)) - {"medigest"} <= set(get_commands())


def test_every_make_target_that_the_readme_names_exists():
    makefile = (Path(settings.BASE_DIR) / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?:^ {4}|`)(?:PORT=\d+ )?make (\w+)", README, flags=re.MULTILINE))
    assert {"demo", "test", "check"} <= named <= targets


def test_every_file_that_the_readme_links_to_exists_and_the_screenshot_is_light():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (Path(settings.BASE_DIR) / target).exists(), target
    assert SCREENSHOT.stat().st_size < 300_000
