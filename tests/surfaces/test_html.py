"""The Nu HTML checker reads every page as every role gets it, and our stylesheet.

It runs on Java and comes by npm (`.ci/node.sh`); where it is missing the test is skipped, and under CI=true fails.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests.browser.everywhere import refusals
from tests.surfaces.routes import addresses, routes
from tests.surfaces.world import World

pytestmark = pytest.mark.django_db

JAR = Path(settings.BASE_DIR) / "var" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What browsers have had since 2023 and the checker does not know yet.
NOT_KNOWN_YET = r".*(“container-type”|“field-sizing”|“@container”|“line-clamp”|“@media \(width).*"
# Safari tells no list from a list without markers unless its role says so.
MEANT = r"The “list” role is unnecessary for element “[uo]l”\."
OF_A_KIND = 2


@pytest.fixture(scope="module")
def nu() -> list[str]:
    """The command that checks what is named after it."""
    java = shutil.which("java")
    if java is None or not JAR.is_file():
        why = "no Nu HTML checker: it needs Java, and npm to install it (sh .ci/node.sh)"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return [java, "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always"]


def _problems(command: list[str], *paths: Path) -> list[str]:
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=True)
    return [
        f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')[:200]!r}"
        for one in json.loads(done.stdout)["messages"]
    ]


def _write_pages(world: World, directory: Path) -> int:
    """Every view's pages as each role gets them; of those that one template makes, a few."""
    written: dict[tuple[str, str, int], int] = {}
    for role in ("visitor", "member", "author", "moderator", "editor"):
        client = world.client(role)
        for route in routes():
            for address in addresses(world, route):
                if written.get((role, route.name, 200), 0) >= OF_A_KIND:
                    break
                for method in ("GET", "POST"):
                    if method == "POST" and (route.surface is None or "POST" not in route.surface.methods):
                        continue
                    key = (role, route.name, 0 if method == "POST" else 200)
                    if written.get(key, 0) >= OF_A_KIND:
                        continue
                    answer = client.generic(method, address.url)
                    whole = not answer.streaming and answer.content.lower().startswith(b"<!doctype")
                    if whole and not (method == "GET" and answer.status_code != 200):
                        written[key] = written.get(key, 0) + 1
                        name = (
                            f"{role}-{route.name.replace(':', '.')}-{method}-{answer.status_code}-{written[key]}.html"
                        )
                        (directory / name).write_bytes(answer.content)
    for name, html in refusals(world).items():
        (directory / f"{name}.html").write_bytes(html)
    return len(list(directory.iterdir()))


def test_every_page_is_valid_html(nu: list[str], world: World, tmp_path: Path) -> None:
    with override_settings(DEMO=True):
        assert _write_pages(world, tmp_path) > 100
    problems = _problems([*nu, "--filterpattern", MEANT], tmp_path)
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(sorted(set(problems))[:60])


def test_the_stylesheet_holds_nothing_that_no_browser_knows(nu: list[str]) -> None:
    stylesheets = sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css"))
    assert _problems([*nu, "--css", "--filterpattern", NOT_KNOWN_YET], *stylesheets) == []


def test_the_checker_finds_what_is_wrong(nu: list[str], tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><li>wrong</p>")
    (tmp_path / "wrong.css").write_text("p { colr: red; }")
    assert _problems(nu, tmp_path / "wrong.html")
    assert _problems([*nu, "--css"], tmp_path / "wrong.css")
