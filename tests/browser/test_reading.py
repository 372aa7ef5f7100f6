"""Somebody comes back: what is new, following, and a text that is not lost."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from forums.boards.models import Board
from forums.drafts.models import Draft
from forums.following.models import Follow
from forums.reactions.models import Reaction
from forums.reading.models import ReadMark
from forums.threads.models import Thread
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast, reply

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]


@JAVASCRIPT
def test_from_a_board_to_the_first_unread_post_and_on_with_a_draft(
    page_for: PageFor, cast: Cast, board: Board, waiting_room: Thread, javascript: bool
) -> None:
    for number in range(4):
        reply(cast.author, waiting_room, f"Day {number}.")
    ReadMark.objects.create(member=cast.member, thread=waiting_room, position=2)
    page = page_for(cast.member, javascript=javascript, width=390)
    page.goto(board.url)
    page.get_by_text("Follow", exact=True).click()
    page.get_by_role("button", name="Follow quietly").click()
    expect(page.locator(".follow summary")).to_have_text("Following quietly")
    assert Follow.objects.get().member == cast.member

    page.get_by_role("link", name=f"first unread post in {waiting_room.title}").click()
    expect(page.locator("#new")).to_be_visible()
    expect(page).to_have_url(f"{page.url.split('#')[0]}#post-3")
    if javascript:
        page.locator("form.read-to").scroll_into_view_if_needed()
        expect(page.get_by_text("You have read up to here.")).to_be_visible()
        expect(page.get_by_role("button", name="Mark as read up to here")).to_be_hidden()
    else:
        page.get_by_role("button", name="Mark as read up to here").click()
        expect(page.locator("form.read-to")).to_have_count(0)
    assert ReadMark.objects.get().position == Thread.objects.get(pk=waiting_room.pk).last_position

    thanks = page.get_by_role("group", name="Reactions to post 3").get_by_role("button", name="Thanks")
    thanks.click()
    expect(thanks).to_have_text("Thanks 1")
    expect(thanks).to_have_attribute("aria-pressed", "true")
    assert Reaction.objects.get().post.position == 3
    if javascript:
        expect(thanks).to_be_focused()
    thanks.click()
    expect(thanks).to_have_attribute("aria-pressed", "false")
    assert not Reaction.objects.exists()

    page.get_by_label("Your reply").fill("I count my steps, and")
    if javascript:
        expect(page.get_by_text("Kept as a draft")).to_be_visible()
        page.goto(waiting_room.get_absolute_url())
        page.get_by_role("link", name="Go on with it").click()
    else:
        page.get_by_role("button", name="Keep as a draft").click()
        page.get_by_role("link", name=f"A reply in “{waiting_room.title}”").click()
    expect(page.get_by_label("Your reply")).to_have_value("I count my steps, and")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_text("Your post is published.")).to_be_visible()
    assert not Draft.objects.exists()


def test_keys_lead_through_a_thread_and_can_be_switched_off(
    page_for: PageFor, cast: Cast, waiting_room: Thread
) -> None:
    reply(cast.author, waiting_room, "Day one.")
    page = page_for(cast.member, width=1280)
    page.goto(waiting_room.get_absolute_url())
    for key, place in (("j", 1), ("j", 2), ("k", 1), ("k", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#post-{place}")).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_text("Your reply answers post #1")).to_be_visible()
    text = page.get_by_label("Your reply")
    text.fill("")
    text.press_sequentially("j?/r")
    expect(text).to_have_value("j?/r")
    expect(page.locator("#keys")).to_be_hidden()
    text.blur()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_label("Use these keys on this device").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("/")
    expect(page.locator("#post-1")).not_to_be_focused()
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_who_was_logged_out_meanwhile_and_marks_by_hand_is_asked_to_log_in(
    page_for: PageFor, cast: Cast, waiting_room: Thread
) -> None:
    for number in range(12):  # so that the end is out of sight until somebody goes there
        reply(cast.author, waiting_room, f"Day {number}.")
    page = page_for(cast.member, width=390, expected=(401,))
    page.goto(waiting_room.get_absolute_url())
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    # Seen in passing, the mark is not kept, and nothing comes in its place.
    page.locator("form.read-to").scroll_into_view_if_needed()
    page.get_by_role("button", name="Mark as read up to here").click()
    expect(page.get_by_role("main").get_by_label("E-mail address or handle")).to_be_visible()
