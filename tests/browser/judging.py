"""What is asked of every page, in a real browser: each judgement returns what it found wrong, in words."""

import gzip
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
# 400 % zoom on a screen of 1280 by 1024 pixels leaves this much room (WCAG 1.4.10).
NARROWEST = {"width": 320, "height": 256}

# One h1, one main, a title, a language; controls that the forced colours of a high-contrast theme keep visible.
BONES = """() => {
  const problems = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count("h1") !== 1) problems.push(`${count("h1")} first headings`);
  if (count("main") !== 1) problems.push(`${count("main")} main parts`);
  if (!/\\S.*\\S/.test(document.title.replace("Medigest", ""))) problems.push("no title of its own");
  if (!document.documentElement.lang) problems.push("no language");
  const primary = [...document.querySelectorAll("main .button:not(.quiet, .danger, .plain)")]
    .filter((one) => one.checkVisibility());
  if (primary.length > 2 && !document.querySelector("#sg-buttons")) {
    problems.push(`${primary.length} main actions: ${primary.map((one) => one.textContent.trim()).join(", ")}`);
  }
  return problems;
}"""
BORDERLESS = """() => [...document.querySelectorAll("main :is(.button, input, select, textarea)")]
  .filter((one) => one.checkVisibility() && !["hidden", "checkbox", "radio", "file"].includes(one.type))
  .filter((one) => { const style = getComputedStyle(one);
    return style.borderTopStyle === "none" && style.textDecorationLine === "none"; })
  .map((one) => one.outerHTML.slice(0, 120))"""
MOVING = """() => document.getAnimations().map((one) => String(one.animationName || one.transitionProperty))
  .concat(getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["smooth scrolling"] : [])"""

# What a sheet of paper shows: the disclaimer, no way to anywhere else, nothing to press, each address in words.
PAPER = """() => {
  const shown = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());
  const told = (one) => one.outerHTML.slice(0, 100);
  return [
    ...(shown(".disclaimer").length ? [] : ["no disclaimer"]),
    ...shown("nav, button:not(.term), form, input, textarea, .button, .menu, .site-header, .site-footer").map(told),
    ...shown("main a[href^='http']").filter((one) => getComputedStyle(one, "::after").content === "none").map(told),
  ];
}"""
# Where the focus is: whether it shows, stands in view, and is covered by nothing.
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  window.stops ??= [];
  if (window.stops.at(-1) === here) return { again: false, problems: [] };  // a date has a stop for each of its parts
  const again = window.stops.includes(here);
  const back = window.stops.length && !again
    && !(window.stops.at(-1).compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.stops.push(here);
  const problems = [];
  const style = getComputedStyle(here);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) problems.push("shows no focus");
  if (here.tabIndex > 0) problems.push("has a tabindex of its own order");
  if (back) problems.push("comes out of order");
  const box = [...here.getClientRects()].find((one) => one.width && one.height);
  if (!box) problems.push("has no size");
  else {
    const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    if (!top) problems.push("stands outside of the window");
    else if (!here.contains(top) && !top.contains(here) && !top.closest("label")) {
      problems.push(`is covered by ${top.outerHTML.slice(0, 80)}`);
    }
  }
  return { again, problems: problems.map((one) => `${here.outerHTML.slice(0, 100)} ${one}`) };
}"""
MOST_STOPS = 400


def unfold(page: Page, which: str = "main details:not(.menu)") -> None:
    """Open what is folded away, so that it is looked at too, and wait for what comes only then."""
    page.locator(which).evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def bones(page: Page) -> list[str]:
    """What the page lacks as a document."""
    return list(page.evaluate(BONES))


def axe(page: Page) -> Iterator[str]:
    """What axe finds, WCAG 2.2 AA and its best practices."""
    for violation in Axe().run(page, options=STANDARD).response["violations"]:
        for node in violation["nodes"]:
            yield f"axe {violation['id']}: {node['html'][:200]}: {node['failureSummary']}"


def sideways(page: Page) -> Iterator[str]:
    """Scrolling sideways."""
    assert page.viewport_size
    width = page.viewport_size["width"]
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        wide = page.evaluate(
            "width => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width"
            " && one.checkVisibility()).slice(0, 3).map(one => one.outerHTML.slice(0, 120))",
            width,
        )
        yield f"needs {needed} px of {width}: {wide}"


def looks(page: Page, combinations: list[tuple[int, str]]) -> Iterator[str]:
    """axe and the width, in each combination of width and colours."""
    unfold(page)
    for width, scheme in combinations:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for problem in [*axe(page), *sideways(page)]:
            yield f"{width} px, {scheme}: {problem}"


def zoomed(page: Page) -> Iterator[str]:
    """At 400 % zoom nothing is lost at the side."""
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    yield from (f"zoomed: {problem}" for problem in sideways(page))


def wishes(page: Page) -> Iterator[str]:
    """Nothing moves for those who asked for that; forced colours leave every control its edge."""
    yield from (f"moves: {one}" for one in page.evaluate(MOVING))
    page.emulate_media(forced_colors="active")
    yield from (f"without an edge in forced colours: {one}" for one in page.evaluate(BORDERLESS))
    page.emulate_media(forced_colors="none")


def paper(page: Page) -> Iterator[str]:
    """The page as it is printed."""
    page.emulate_media(media="print")
    yield from (f"on paper: {one}" for one in page.evaluate(PAPER))
    page.emulate_media(media="screen")


def walk(page: Page) -> Iterator[str]:
    """From the top with the Tab key: in order, each stop shown and uncovered, and out at the end."""
    page.evaluate("() => { window.stops = []; document.activeElement.blur(); scrollTo(0, 0); }")
    for _number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            reached = page.evaluate("() => window.stops.some((one) => one.closest('.site-footer'))")
            if not reached and page.locator(".site-footer").count():
                yield "keyboard: never reaches the end of the page"
            return
        yield from (f"keyboard: {problem}" for problem in stop["problems"])
    yield "keyboard: finds no end"


def weight(page: Page, url: str) -> tuple[int, int]:
    """Requests and bytes of a first view, each answer compressed as a server does it (gzip)."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", note)
    return len(answers), sum(len(gzip.compress(answer.body(), 6)) for answer in answers if answer.status == 200)
