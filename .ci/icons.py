"""The icons of the manifest, drawn from static/img/mark.svg: run it when the mark changes, and commit what it writes.

.venv/bin/python .ci/icons.py
"""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Name, pixels, and the share of them that the mark fills: a system may cut a maskable icon into any shape.
ICONS = (("icon-192", 192, 1.0), ("icon-512", 512, 1.0), ("icon-maskable-512", 512, 0.66), ("icon-touch-180", 180, 0.8))
TEAL = "#0b5c6b"


def main() -> None:
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        sys.exit(f"No browser on this machine (looked for {', '.join(NAMES)}).")
    mark = base64.b64encode((IMAGES / "mark.svg").read_bytes()).decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for name, size, share in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            ground = TEAL if share < 1 else "transparent"
            page.set_content(
                f"<body style='margin:0;display:grid;place-items:center;height:100vh;background:{ground}'>"
                f"<img style='width:{share:.0%}' src='data:image/svg+xml;base64,{mark}'>"
            )
            page.screenshot(path=IMAGES / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
