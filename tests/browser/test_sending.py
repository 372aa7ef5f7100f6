"""However often a form is sent, it makes one post."""

import pytest
from playwright.sync_api import Page, expect

from forums.boards.models import Board
from forums.threads.models import Post, Thread
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]


@JAVASCRIPT
def test_a_double_click_makes_one_reply(page_for: PageFor, waiting_room: Thread, cast: Cast, javascript: bool) -> None:
    page = page_for(cast.author, javascript=javascript, impatient=True)
    page.goto(waiting_room.get_absolute_url())
    page.get_by_label("Your reply").fill("I read.")
    page.get_by_role("button", name="Send the reply").dblclick()
    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.get_by_role("status")).to_be_visible()
    assert Post.objects.filter(thread=waiting_room).count() == 3


def _write(page: Page, board: Board, body: str) -> None:
    page.goto(f"{board.url}new/")
    page.get_by_label("Title").fill("Where do you stay?")
    page.get_by_label("Your post").fill(body)


def _written() -> list[str]:
    return list(Post.objects.filter(thread__title="Where do you stay?").values_list("source", flat=True))


@JAVASCRIPT
def test_two_tabs_with_the_same_form_make_one_thread(
    page_for: PageFor, board: Board, cast: Cast, javascript: bool
) -> None:
    one = page_for(cast.author, javascript=javascript, expected=(409,))
    _write(one, board, "It is far.")
    other = one.context.new_page()
    _write(other, board, "It is far.")
    # What duplicating a tab does.
    key = one.locator("input[name=key]").input_value()
    other.locator("input[name=key]").evaluate("(field, key) => { field.value = key; }", key)
    for page, told in ((one, "Your post is published."), (other, "This was sent before, so it was not sent twice.")):
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(told)
    assert other.url == one.url
    assert _written() == ["It is far."]


def test_going_back_and_sending_again_makes_one_thread(page_for: PageFor, board: Board, cast: Cast) -> None:
    page = page_for(cast.author, expected=(409,))
    _write(page, board, "It is far.")
    send = page.get_by_role("button", name="Send", exact=True)
    send.click()
    expect(page.get_by_role("status")).to_contain_text("Your post is published.")
    page.go_back()
    expect(page.get_by_label("Your post")).to_have_value("It is far.")
    send.click()
    expect(page.get_by_role("status")).to_contain_text("This was sent before, so it was not sent twice.")
    page.go_back()
    page.get_by_label("Your post").fill("It is near.")
    send.click()
    expect(page.get_by_role("main")).to_contain_text("This form was sent before, with another text.")
    expect(page.get_by_label("Your post")).to_have_value("It is near.")
    assert _written() == ["It is far."]
