"""Quoting, marks, names behind an @, and what arrives while somebody writes: with a script, and without one."""

import re

import pytest
from playwright.sync_api import Page, expect

from forums.threads.models import Post, Thread
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast, reply

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]


def _select(page: Page, word: str) -> None:
    page.locator("#post-2 .prose").evaluate(
        """(prose, word) => {
            const text = prose.querySelector("p").firstChild, at = text.data.indexOf(word);
            getSelection().setBaseAndExtent(text, at, text, at + word.length);
        }""",
        word,
    )


@JAVASCRIPT
def test_a_reply_quotes_names_and_is_sent_once_what_arrived_was_read(
    page_for: PageFor, cast: Cast, waiting_room: Thread, javascript: bool
) -> None:
    quoted = Post.objects.get(thread=waiting_room, position=2)
    page = page_for(cast.author, javascript=javascript, expected=(409,))
    page.goto(waiting_room.get_absolute_url())
    text = page.get_by_label("Your reply")
    if javascript:
        _select(page, "by the sea")
    page.locator("#post-2").get_by_role("link", name=re.compile("^Quote")).click()
    words = "by the sea" if javascript else "I walk by the sea."
    expect(text).to_have_value(re.compile(rf"^> \[Post #2\]\(/forums/posts/{quoted.pk}/\):\n> {words}\n\n$"))
    tools = page.get_by_role("group", name="Formatting")
    if javascript:
        text.press_sequentially("Like @mi")
        page.get_by_role("button", name="@mina-member").click()
        tools.get_by_role("button", name="Bold").click()
        text.press_sequentially("too")
    else:
        expect(tools).to_be_hidden()
        text.fill(text.input_value() + "Like @mina-member **too**")

    reply(cast.member, waiting_room, "Meanwhile, rain.")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("heading", name="Arrived while you were writing")).to_be_visible()
    expect(page.locator("#post-3")).to_contain_text("Meanwhile, rain.")
    page.get_by_role("button", name="Send the reply").click()
    sent = page.locator("#post-4")
    expect(sent.locator("blockquote")).to_contain_text(words.rstrip("."))
    expect(sent.get_by_role("link", name="@mina-member")).to_be_visible()
    expect(sent.locator("strong")).to_have_text("too")
    assert Post.objects.filter(thread=waiting_room).count() == 4
