"""Light and dark: by the device, by the switch, and remembered without a flash."""

import pytest
from playwright.sync_api import expect

from conditions.models import Condition
from tests.browser.conftest import JAVASCRIPT, PageFor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 25, 27)"

# Notes the theme that stands when the body begins, which is before anything is painted.
AT_FIRST = """
new MutationObserver((_changes, observer) => {
  if (!document.body) return;
  window.themeAtFirst = document.documentElement.dataset.theme || "none";
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


@JAVASCRIPT
@pytest.mark.parametrize(("scheme", "paper"), [("light", LIGHT), ("dark", DARK)])
def test_the_device_decides(page_for: PageFor, article: Condition, scheme: str, paper: str, javascript: bool) -> None:
    page = page_for(javascript=javascript, scheme=scheme)
    page.goto(article.url)
    expect(page.locator("html")).to_have_css("background-color", paper)
    expect(page.locator("[data-theme-switch]")).to_be_visible(visible=javascript)


def test_the_switch_is_remembered_without_a_flash(page_for: PageFor, article: Condition) -> None:
    page = page_for()
    page.add_init_script(AT_FIRST)
    page.goto("/")
    html = page.locator("html")
    expect(html).to_have_css("background-color", LIGHT)
    page.get_by_role("button", name="Use the dark theme").click()
    expect(html).to_have_css("background-color", DARK)
    page.goto(article.url)
    assert page.evaluate("window.themeAtFirst") == "dark"
    expect(html).to_have_css("background-color", DARK)
    page.get_by_role("button", name="Use the light theme").click()
    page.goto("/")
    assert page.evaluate("window.themeAtFirst") == "none"
    expect(html).to_have_css("background-color", LIGHT)


def test_the_theme_is_known_before_the_stylesheet_is_asked_for(page_for: PageFor, article: Condition) -> None:
    page = page_for()
    page.goto("/")
    order = page.locator("head > script:not([defer]), head > link[rel=stylesheet]")
    expect(order).to_have_count(2)
    expect(order.first).to_have_attribute("src", "/static/js/theme.js")
