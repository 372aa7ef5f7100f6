"""Pictures of a running demo: the README's screenshot, or the main pages for a person to look at.

.venv/bin/python .ci/shots.py [http://127.0.0.1:8000] [--all DIRECTORY]
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOT = ROOT / "docs" / "screenshot.png"
MOST_BYTES = 300_000
ARTICLE, BOARD = "/conditions/alveolar-soft-part-sarcoma/", "/forums/alveolar-soft-part-sarcoma/"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

# Name, who looks ("" is a visitor), address, and the link to follow from there.
PAGES = (
    ("home", "", "/", ""),
    ("search", "", "/conditions/?q=ASPS", ""),
    ("article", "", ARTICLE, ""),
    ("forums", "", "/forums/", ""),
    ("board", "", BOARD, ""),
    ("thread", "member", BOARD, "main h3 a >> nth=1"),
    ("composer", "newcomer", f"{BOARD}new/?section=symptoms", ""),
    ("queue", "moderator", "/moderation/", ""),
    ("item", "moderator", "/moderation/", ".queue h2 a >> nth=0"),
    ("log", "", "/moderation/log/", ""),
    ("notices", "member", "/notices/", ""),
    ("settings", "member", "/settings/", ""),
    ("login", "", "/accounts/login/", ""),
    ("signup", "", "/accounts/signup/", ""),
    ("404", "", "/nowhere/", ""),
)


def _page(browser: Browser, site: str, *, width: int, scheme: str, handle: str = "") -> Page:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if handle:
        page.goto("/accounts/login/")
        page.locator("#id_login").fill(handle)
        page.locator("#id_password").fill(os.environ.get("MEDIGEST_DEMO_PASSWORD", "medigest-demo"))
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/")
    return page


def one(browser: Browser, site: str) -> None:
    """The article as the README shows it. Exits where the picture would be too large for the repository."""
    page = _page(browser, site, width=1280, scheme="light")
    page.goto(ARTICLE)
    picture = page.screenshot()
    if len(picture) > MOST_BYTES:
        sys.exit(f"The picture has {len(picture)} bytes; at most {MOST_BYTES} may be committed.")
    SCREENSHOT.write_bytes(picture)
    sys.stdout.write(f"{SCREENSHOT.relative_to(ROOT)}: {len(picture)} bytes\n")


def everything(browser: Browser, site: str, directory: Path) -> None:
    """Every page of PAGES, whole, narrow and wide, light and dark."""
    directory.mkdir(parents=True, exist_ok=True)
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            pages: dict[str, Page] = {}
            for name, handle, path, link in PAGES:
                if handle not in pages:
                    pages[handle] = _page(browser, site, width=width, scheme=scheme, handle=handle)
                page = pages[handle]
                page.goto(path)
                if link:
                    page.locator(link).click()
                    page.wait_for_load_state()
                page.screenshot(path=directory / f"{name}-{width}-{scheme}.png", full_page=True)
    sys.stdout.write(f"{directory}: {4 * len(PAGES)} pictures\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000", help="address of the demo")
    parser.add_argument("--all", type=Path, metavar="DIRECTORY", help="write every main page to this directory instead")
    options = parser.parse_args()
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        sys.exit(f"No browser on this machine (looked for {', '.join(NAMES)}).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        if options.all:
            everything(browser, options.site, options.all)
        else:
            one(browser, options.site)


if __name__ == "__main__":
    main()
