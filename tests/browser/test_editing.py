"""An editor adds a condition, whose board opens with it, writes its article with a source, and revises it."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from conditions.articles.draft import SourceFact
from conditions.articles.models import Article, Draft
from conditions.articles.publish import publish
from conditions.catalogue.describe import create
from conditions.models import Condition
from forums.boards.models import Board
from tests.browser.conftest import JAVASCRIPT, Look, PageFor
from tests.conftest import BY_AN_EDITOR, Cast

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

    page.get_by_label("Text", exact=False).fill(TEXT)
    page.get_by_label("Written by").fill("Edda Editor")
    page.get_by_label("Credentials").fill("Medical writer")
    page.get_by_label("Stated interests").fill("None stated")
    page.get_by_role("button", name="Publish").click()
    expect(main).to_contain_text("which is not among the sources")
    expect(page.get_by_label("Text", exact=False)).to_have_value(TEXT)
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
    article = page.get_by_label("Text", exact=False)
    expect(article).to_have_value(TEXT.strip())
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


SOURCE = SourceFact("coasts", "The book of coasts", "Harbour press", "", "Not stated", date(2026, 11, 1))
HARBOURS = TEXT + "\n## Care {#care}\n\nA bucket [@coasts].\n"


@pytest.fixture
def harbours(cast: Cast) -> Condition:
    """A condition with an article of three parts."""
    condition = create(name="Harbour glass syndrome", definition="An invented condition.")
    publish(condition_id=condition.pk, body=HARBOURS, sources=[SOURCE], **BY_AN_EDITOR)
    return condition


@JAVASCRIPT
def test_two_editors_write_at_once_and_nothing_is_lost(
    page_for: PageFor, cast: Cast, look: Look, harbours: Condition, javascript: bool
) -> None:
    first, second = (
        page_for(editor, javascript=javascript, expected=(409,)) for editor in (cast.editor, cast.administrator)
    )
    first.goto(harbours.url)
    first.get_by_role("link", name="Edit “Signs”").click()
    text = first.get_by_label("Text", exact=False)
    expect(text).to_have_value("## Signs {#signs}\n\nGlass in the sand [@coasts, page 2].")
    first.wait_for_load_state()  # what is typed before the script is there, it keeps with the next key
    text.fill("## Signs {#signs}\n\nGreen glass in the sand [@coasts, page 2].")
    if javascript:
        expect(first.get_by_text("Kept as your draft")).to_be_visible()
        expect(first.get_by_role("region", name="Preview")).to_contain_text("Green glass in the sand")
    else:
        first.get_by_role("button", name="Save the draft").click()

    second.goto(f"{harbours.url}edit/")
    expect(second.get_by_role("main")).to_contain_text("edda-editor is writing this article too.")
    changed = HARBOURS.replace("Glass in the sand", "Glass in the mud").replace("A bucket", "A pail")
    second.get_by_label("Text", exact=False).fill(changed)
    second.get_by_role("button", name="Publish").click()
    expect(second.get_by_role("status")).to_contain_text("The article is published.")

    first.get_by_role("button", name="Publish").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Two texts of Harbour glass syndrome")
    expect(first.get_by_role("main")).to_contain_text("adam-admin published version 2 since you began.")
    if javascript:  # what judges a page is a script
        look(first, "conditions:edit")
    first.get_by_role("group", name="Place 1").get_by_label("Keep mine").check()
    first.get_by_role("button", name="Join them in my draft").click()
    expect(first.get_by_label("Text", exact=False)).to_have_value(
        HARBOURS.replace("Glass", "Green glass").replace("A bucket", "A pail").rstrip()
    )
    first.get_by_role("button", name="Publish").click()
    expect(first.get_by_role("status")).to_contain_text("The article is published.")
    published = Article.objects.get(condition=harbours).current
    assert published
    assert "Green glass" in published.body
    assert "A pail" in published.body
    assert not Draft.objects.exists()


def test_a_source_is_cited_where_the_cursor_stands(page_for: PageFor, cast: Cast, harbours: Condition) -> None:
    page = page_for(cast.editor)
    page.goto(f"{harbours.url}edit/?section=care")
    text = page.get_by_label("Text", exact=False)
    text.fill("## Care {#care}\n\nA pail ")
    page.get_by_role("button", name="[@coasts]").click()
    expect(text).to_have_value("## Care {#care}\n\nA pail [@coasts]")
    expect(page.get_by_role("region", name="Preview")).to_contain_text("The book of coasts, Harbour press")


def test_what_is_kept_while_somebody_types_is_there_when_they_come_back(
    page_for: PageFor, cast: Cast, look: Look, harbours: Condition
) -> None:
    page = page_for(cast.editor, impatient=True)
    page.goto(f"{harbours.url}edit/")
    page.get_by_label("Text", exact=False).fill(HARBOURS.replace("bucket", "pail"))
    expect(page.get_by_text("Kept as your draft")).to_be_visible()
    look(page, "conditions:edit")
    page.goto(f"{harbours.url}edit/")
    expect(page.get_by_label("Text", exact=False)).to_have_value(HARBOURS.replace("bucket", "pail").rstrip())
    page.get_by_role("button", name="Discard the draft").click()
    expect(page.get_by_role("status")).to_contain_text("The draft is discarded.")
