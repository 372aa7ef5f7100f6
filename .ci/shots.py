"""Pictures of a running demo: the README's screenshot, or every page of the URLconf for a person to look at.

.venv/bin/python .ci/shots.py [http://127.0.0.1:8000] [--all DIRECTORY] [--only WORD]
"""

import argparse
import gzip
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, URLPattern, get_resolver, resolve
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOT = ROOT / "docs" / "screenshot.png"
MOST_BYTES = 300_000
ARTICLE = "/conditions/alveolar-soft-part-sarcoma/"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SIZES = ((390, 844), (1280, 900))
SCHEMES = ("light", "dark")

# A view is pictured for the first of them who can open it; those of AGAIN for the others too.
ROLES = ("visitor", "member", "moderator", "administrator")
AGAIN = {"home", "conditions:article", "forums:index", "forums:board", "forums:thread", "members:profile"}
# States of pages that no link leads to.
STATES = {
    "visitor": (
        "/search/?q=scan",
        "/search/?q=nothing-like-this",
        "/conditions/?q=nothing-like-this",
        "/conditions/?letter=a",
        "/nowhere/",
    ),
    "member": (f"{ARTICLE.replace('conditions', 'forums')}?tab=mine",),
}
# Who asks for it is logged out.
LEFT_OUT = {"members:leave"}
# How many addresses of a view are asked until one answers with a page.
ENOUGH = 6
LINK = re.compile(r'href="(/[^"#]*)')
# What makes the site say no, by the form of the log-in page.
ERRORS = {
    "413": """() => {
      const form = document.querySelector("form[method=post]");
      form.append(Object.assign(document.createElement("textarea"), { name: "body", value: "x".repeat(3_000_000) }));
      form.submit();
    }""",
    "csrf": """() => {
      const form = document.querySelector("form[method=post]");
      form.querySelector("[name=csrfmiddlewaretoken]").remove();
      form.append(Object.assign(document.createElement("textarea"), { name: "body", value: "A text of mine." }));
      form.submit();
    }""",
}


def _views(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and the pattern of every view."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", pattern
        else:
            yield from _views(one, pattern, f"{space}{one.namespace}:" if one.namespace else space)


def _view_of(address: str) -> str | None:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return None


class Role:
    """Somebody of the demo, who follows every link; by view: `pages`, the addresses; `sizes`, the HTML gzipped."""

    def __init__(self, browser: Browser, site: str, name: str) -> None:
        self.browser, self.site, self.name = browser, site, name
        self.state: Any = None
        self.pages: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        if name != "visitor":
            with self.context(SIZES[1], "light") as context:
                page = context.new_page()
                page.goto("/accounts/login/")
                page.locator("#id_login").fill(name)
                page.locator("#id_password").fill(os.environ.get("MEDIGEST_DEMO_PASSWORD", "medigest-demo"))
                page.get_by_role("button", name="Log in").click()
                page.wait_for_url("**/")
                self.state = context.storage_state()

    @contextmanager
    def context(self, size: tuple[int, int], scheme: str) -> Iterator[BrowserContext]:
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            device_scale_factor=1,
            reduced_motion="reduce",
            storage_state=self.state,
        )
        yield context
        context.close()

    def explore(self) -> None:
        """Follow the links from the home page, and ask the addresses without parts, until each view gave a page."""
        waiting = ["/", *(f"/{pattern}" for _name, pattern in _views() if "<" not in pattern)]
        asked: dict[str, int] = {}
        with self.context(SIZES[1], "light") as context:
            for address in waiting:
                view = _view_of(address)
                if view is None or view in self.pages or view in LEFT_OUT or asked.get(view, 0) >= ENOUGH:
                    continue
                asked[view] = asked.get(view, 0) + 1
                answer = context.request.get(address)
                if answer.status != 200 or "<html" not in (text := answer.text()):
                    continue
                came_to = urlsplit(answer.url)
                if (arrived := _view_of(came_to.path)) is not None:
                    self.sizes.setdefault(arrived, len(gzip.compress(text.encode(), 6)))
                    self.pages.setdefault(arrived, came_to.path + (f"?{came_to.query}" if came_to.query else ""))
                waiting += [link.replace("&amp;", "&") for link in LINK.findall(text)]


def _named(view: str, role: str) -> str:
    return f"{re.sub('[^a-z0-9]+', '-', view)}-{role}"


def _take(page: Page, directory: Path, name: str) -> None:
    page.screenshot(path=directory / f"{name}.png", full_page=True)


def _picture(role: Role, wanted: dict[str, str], directory: Path, only: str) -> int:
    taken = 0
    for size in SIZES:
        for scheme in SCHEMES:
            with role.context(size, scheme) as context:
                page = context.new_page()
                for name, address in wanted.items():
                    if only in name:
                        page.goto(address)
                        _take(page, directory, f"{name}-{size[0]}-{scheme}")
                        taken += 1
                for name, script in ERRORS.items() if role.name == "visitor" and only in "error" else ():
                    page.goto("/accounts/login/")
                    with page.expect_navigation():
                        page.evaluate(script)
                    _take(page, directory, f"error-{name}-{size[0]}-{scheme}")
                    taken += 1
    return taken


def one(browser: Browser, site: str) -> None:
    """The article as the README shows it. Exits where the picture would be too large for the repository."""
    with Role(browser, site, "visitor").context((1280, 900), "light") as context:
        page = context.new_page()
        page.goto(ARTICLE)
        picture = page.screenshot()
    if len(picture) > MOST_BYTES:
        sys.exit(f"The picture has {len(picture)} bytes; at most {MOST_BYTES} may be committed.")
    SCREENSHOT.write_bytes(picture)
    sys.stdout.write(f"{SCREENSHOT.relative_to(ROOT)}: {len(picture)} bytes\n")


def everything(browser: Browser, site: str, directory: Path, only: str) -> None:
    """Every page, whole, narrow and wide, light and dark, and their sizes; then the views that no link leads to."""
    directory.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    sizes: dict[str, int] = {}
    taken = 0
    for name in ROLES:
        role = Role(browser, site, name)
        role.explore()
        views = {view: address for view, address in role.pages.items() if view in AGAIN or view not in seen}
        wanted = {_named(view, name): address for view, address in sorted(views.items())}
        wanted |= {_named(address.strip("/"), name): address for address in STATES.get(name, ())}
        seen |= views.keys()
        sizes |= {_named(view, name): role.sizes[view] for view in views}
        taken += _picture(role, wanted, directory, only)
    sys.stdout.write(f"{directory}: {taken} pictures of {len(seen)} views\n")
    rows = [f"| {name} | {size / 1000:.1f} |" for name, size in sorted(sizes.items(), key=lambda one: -one[1])]
    table = "\n".join(["| page | kB of HTML, gzipped |", "| --- | --- |", *rows])
    (directory / "bytes.md").write_text(f"{table}\n", encoding="utf-8")
    missing = sorted({view for view, _pattern in _views()} - seen)
    sys.stdout.write(f"No page, or only by a way that tests/browser goes: {', '.join(missing)}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000", help="address of the demo")
    parser.add_argument("--all", type=Path, metavar="DIRECTORY", help="write every page to this directory instead")
    parser.add_argument("--only", default="", metavar="WORD", help="of those only the ones with this in their name")
    options = parser.parse_args()
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        sys.exit(f"No browser on this machine (looked for {', '.join(NAMES)}).")
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medigest.settings.dev")
    django.setup()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        if options.all:
            everything(browser, options.site, options.all, options.only)
        else:
            one(browser, options.site)


if __name__ == "__main__":
    main()
