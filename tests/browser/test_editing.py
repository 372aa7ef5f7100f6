"""An editor adds a condition, whose board opens with it, writes its article with a source, and revises it."""

import re

import pytest
from playwright.sync_api import expect

from conditions.models import Condition
from forums.boards.models import Board
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

TEXT = """\
An invented condition of harbours [@coasts].

## Signs {#signs}

Glass in the sand [@coasts, page 2].
"""


@JAVASCRIPT
def test_from_a_new_condition_to_a_second_version(page_for: PageFor, cast: Cast, javascript: bool) -> None:
    page = page_for(cast.editor, javascript=javascript, expected=(422,))
    main = page.get_by_role("main")
    page.goto("/conditions/")
    page.get_by_role("link", name="Add a condition").click()
    page.get_by_label("Name", exact=False).first.fill("Harbour glass syndrome")
    page.get_by_label("What it is, in one plain sentence").fill("An invented condition.")
    page.get_by_label("Acronyms, one a line").fill("HGS")
    page.get_by_role("button", name="Add the condition").click()
    expect(page.get_by_role("status")).to_contain_text("The condition and its board are there.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit Harbour glass syndrome")
    condition = Condition.objects.get(name="Harbour glass syndrome")
    board = Board.objects.get(condition=condition)
    visitor = page_for(javascript=javascript)
    visitor.goto(board.url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Harbour glass syndrome")

    page.get_by_label("Article", exact=False).fill(TEXT)
    page.get_by_label("Written by").fill("Edda Editor")
    page.get_by_label("Credentials").fill("Medical writer")
    page.get_by_label("Stated interests").fill("None stated")
    page.get_by_role("button", name="Publish").click()
    expect(main).to_contain_text("which is not among the sources")
    expect(page.get_by_label("Article", exact=False)).to_have_value(TEXT)
    source = page.get_by_role("group", name="Source 1")
    source.get_by_label("Key").fill("coasts")
    source.get_by_label("Title").fill("The book of coasts")
    source.get_by_label("Publisher").fill("Harbour press")
    source.get_by_label("Licence").fill("Not stated")
    source.get_by_label("Opened on").fill("2026-11-01")
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("An invented condition of harbours")
    expect(preview.get_by_role("heading", name="Signs")).to_be_visible()
    expect(preview).to_contain_text("The book of coasts, Harbour press")
    visitor.goto(condition.url)
    expect(visitor.get_by_role("main")).to_contain_text("No article yet")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("The article is published.")
    expect(page.get_by_role("heading", name="Signs", exact=True)).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("main")).to_contain_text("Also known as HGS")
    expect(visitor.get_by_role("main")).to_contain_text("Glass in the sand")

    page.get_by_role("link", name="Edit this article").click()
    article = page.get_by_label("Article", exact=False)
    expect(article).to_have_value(TEXT)
    article.fill(TEXT.replace("Glass in the sand", "Green glass in the sand"))
    page.get_by_label("What did you change, and why?").fill("The colour was missing.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("The article is published.")
    visitor.reload()
    expect(visitor.get_by_role("main")).to_contain_text("Green glass in the sand")

    visitor.get_by_role("link", name="Earlier versions").click()
    versions = visitor.get_by_role("main").get_by_role("link", name=re.compile(r"^Version \d"))
    expect(versions).to_have_text(["Version 2", "Version 1"])
    expect(visitor.get_by_role("main")).to_contain_text("The colour was missing.")
    versions.last.click()
    expect(visitor.get_by_role("main")).to_contain_text("This is an earlier version.")
    expect(visitor.get_by_role("main")).not_to_contain_text("Green glass")
    expect(visitor.get_by_role("note", name="Disclaimer")).to_be_visible()
