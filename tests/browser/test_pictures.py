"""Somebody sends a picture with a reply; others see it, and a moderator opens it by choice."""

import pytest
from playwright.sync_api import Page, expect

from forums.pictures.models import Picture
from forums.threads.models import Thread
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast
from tests.forums.pictures.drawing import drawn

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]
HEIGHT = "image => image.complete ? image.naturalHeight : image.decode().then(() => image.naturalHeight)"


def _choose(page: Page, name: str) -> None:
    page.get_by_text("Pictures (optional").click()
    file = {"name": name, "mimeType": "image/jpeg", "buffer": drawn("JPEG", (120, 80)).getvalue()}
    page.get_by_label("The file").first.set_input_files(file)  # type: ignore[arg-type]


@JAVASCRIPT
def test_a_picture_that_was_chosen_once_goes_with_the_reply(
    page_for: PageFor, cast: Cast, waiting_room: Thread, javascript: bool
) -> None:
    page = page_for(cast.newcomer, javascript=javascript, expected=(422,))
    page.goto(waiting_room.get_absolute_url())
    page.get_by_role("textbox", name="Your reply").fill("This is my view.")
    _choose(page, "view.jpg")
    page.get_by_role("button", name="Send the reply").click()
    # Nothing was said of it: it is kept, and so is the text.
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value("This is my view.")
    page.get_by_label("What this picture shows").fill("A boat at the pier")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("main")).to_contain_text("A moderator reads your post before it appears.")
    assert page.get_by_role("img", name="A boat at the pier").evaluate(HEIGHT) == 80

    moderator = page_for(cast.moderator, javascript=javascript)
    moderator.goto("/moderation/")
    covered = moderator.get_by_role("img", name="A boat at the pier")
    expect(covered).to_be_hidden()
    moderator.get_by_text("Show the picture: A boat at the pier").click()
    expect(covered).to_be_visible()
    assert Picture.objects.get().post
