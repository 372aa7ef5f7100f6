"""Lighthouse on a running demo: medians of three runs with its mobile settings, and the bytes of each page, as a table.

.venv/bin/python .ci/lighthouse.py [http://127.0.0.1:8000]   (needs Node; npx fetches Lighthouse once)
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

VERSION = "12.8.2"  # the newest that runs on Node 20
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARTICLE, BOARD = "/conditions/alveolar-soft-part-sarcoma/", "/forums/alveolar-soft-part-sarcoma/"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3


def _audit(chromium: str, url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "report.json"
        command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--output-path={path}"]
        command.append("--chrome-flags=--headless=new --no-sandbox --disable-gpu")
        subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": chromium})  # noqa: S603
        report: dict[str, Any] = json.loads(path.read_text())
        return report


def _thread(chromium: str, site: str) -> str:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{site}{BOARD}")
        address = page.locator("main h3 a").nth(1).get_attribute("href")
        browser.close()
    if address is None:
        sys.exit("The board has no thread: is the demo's sample content there?")
    return address


def main() -> None:
    site = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    chromium = next((path for path in map(shutil.which, NAMES) if path), None)
    if chromium is None or shutil.which("npx") is None:
        sys.exit("Skipped: Lighthouse needs Node (npx) and Chromium.")
    pages = {"home": "/", "article": ARTICLE, "board": BOARD, "thread": _thread(chromium, site)}
    sys.stdout.write("| page | performance | accessibility | best practices | SEO | CLS | requests | kB |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- |\n")
    for name, address in pages.items():
        reports = [_audit(chromium, site + address) for _run in range(RUNS)]
        scores = [
            statistics.median(round(100 * report["categories"][one]["score"]) for report in reports)
            for one in CATEGORIES
        ]
        audits = reports[0]["audits"]
        items = audits["network-requests"]["details"]["items"]
        shift = statistics.median(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
        size = sum(item.get("transferSize", 0) for item in items) / 1000
        sys.stdout.write(f"| {name} | {' | '.join(map(str, scores))} | {shift:.3g} | {len(items)} | {size:.1f} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
