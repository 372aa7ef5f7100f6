"""A visitor finds a condition by its acronym, reads, and follows the article into its forum."""

import re

import pytest
from playwright.sync_api import Page, expect

from conditions.articles.disclaimers import in_force
from conditions.models import Condition
from forums.threads.models import Thread
from tests.browser.conftest import JAVASCRIPT, PageFor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]


def _focused(page: Page) -> str:
    return page.locator(":focus").inner_text()


@JAVASCRIPT
def test_from_the_home_page_to_a_thread(
    page_for: PageFor, article: Condition, waiting_room: Thread, javascript: bool
) -> None:
    page = page_for(javascript=javascript)
    page.goto("/")
    page.get_by_role("searchbox").fill("ASPS")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    found = page.get_by_role("region", name="Articles")
    expect(found).to_contain_text("also: ASPS")
    found.get_by_role("link", name=article.name, exact=True).click()

    expect(page).to_have_title("Alveolar soft part sarcoma · Medigest")
    expect(page.get_by_role("heading", level=1)).to_have_text(article.name)
    disclaimer = page.get_by_role("note", name="Disclaimer")
    expect(disclaimer).to_be_visible()
    expect(disclaimer).to_have_attribute("data-disclaimer", str(in_force().version))
    main = page.get_by_role("main")
    expect(main).to_contain_text("Also known as ASPS, Alveolar soft tissue sarcoma")
    expect(main).to_contain_text("Sample text, not medically reviewed")
    expect(main).to_contain_text("A text about the condition, in a few words")
    expect(page.get_by_role("heading", name="Signs", exact=True)).to_be_visible()
    expect(main.get_by_role("link", name="MONDO:0011655")).to_have_attribute("href", "https://example.org/mondo")
    expect(main.get_by_role("definition").get_by_role("link", name="Soft tissue cancer")).to_be_visible()
    sources = page.get_by_role("region", name="Sources").get_by_role("listitem")
    expect(sources).to_have_count(2)
    expect(sources.first).to_contain_text("The book of coasts, Harbour press: page 2. Licence: CC0.")
    expect(sources.first).to_contain_text("Retrieved 1 Nov 2026")

    expect(page.get_by_role("link", name=re.compile(r"Discuss this section \(1\)\s*: Signs"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"Discuss this section\s*: Treatment"))).to_be_visible()
    panel = page.get_by_role("complementary", name=f"Discuss {article.name} in our forums")
    expect(panel).to_contain_text("1 thread")
    expect(panel).to_contain_text("2 posts")
    expect(panel.get_by_role("link", name="How do you wait?", exact=True)).to_be_visible()
    expect(panel.get_by_role("link", name="Start a thread")).to_be_visible()
    panel.get_by_role("link", name=f"Discuss {article.name} in our forums").click()

    expect(page).to_have_url(f"{waiting_room.board.url}")
    expect(page.get_by_role("heading", level=1)).to_have_text(article.name)
    expect(page.get_by_role("note", name="Disclaimer")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Log in to take part.")
    page.get_by_role("link", name="How do you wait?", exact=True).click()

    posts = page.get_by_role("article")
    expect(posts).to_have_count(2)
    expect(posts.first.locator("strong")).to_have_text("scans")
    expect(posts.last).to_contain_text("mina-member")
    expect(posts.last).to_contain_text("I walk by the sea.")
    expect(page.get_by_role("main").get_by_role("link", name="Log in")).to_be_visible()
    page.get_by_role("link", name=f"Article on {article.name}").click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


@JAVASCRIPT
def test_the_keyboard_is_enough(page_for: PageFor, article: Condition, waiting_room: Thread, javascript: bool) -> None:
    page = page_for(javascript=javascript)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("asps")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Articles")).to_be_visible()
    for _tab in range(60):
        page.keyboard.press("Tab")
        if _focused(page) == article.name:
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(article.name)


@JAVASCRIPT
def test_the_stylesheet_is_there(page_for: PageFor, article: Condition, javascript: bool) -> None:
    page = page_for(javascript=javascript)
    page.goto(article.url)
    expect(page.locator("html")).to_have_css("background-color", "rgb(251, 250, 247)")


@JAVASCRIPT
def test_where_nothing_is_found_the_page_says_what_to_do(
    page_for: PageFor, article: Condition, javascript: bool
) -> None:
    page = page_for(javascript=javascript, expected=(404,))
    page.goto("/conditions/")
    page.get_by_role("searchbox").fill("qqq")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Try fewer letters")
    answer = page.goto("/conditions/there-is-none/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    page.get_by_role("main").get_by_role("link", name="Conditions, A to Z").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Conditions")


@JAVASCRIPT
def test_the_search_finds_what_was_said_and_offers_titles_while_one_types(
    page_for: PageFor, waiting_room: Thread, javascript: bool
) -> None:
    page = page_for(javascript=javascript)
    page.goto("/search/")
    box = page.get_by_role("searchbox")
    if javascript:
        box.press_sequentially("do you wai")
        expect(page.locator("#suggestions").get_by_role("link", name="How do you wait?")).to_be_visible()
    box.fill("walking sea")
    page.keyboard.press("Enter")
    posts = page.get_by_role("region", name="Posts")
    expect(posts.locator("mark")).to_have_text(["walk", "sea"])
    posts.get_by_role("link", name="How do you wait?").click()
    expect(page.get_by_role("article").last).to_contain_text("I walk by the sea.")
