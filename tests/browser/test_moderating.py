"""A moderator works through the queue; authors and readers see what was decided."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from forums.boards.models import Board
from forums.review.reasons import Reason
from forums.review.report import report
from forums.threads.models import Post, State, Thread
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast, reply, start, viewer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

STATEMENT = "Please leave out the name of the shop."


def _state(post: Post) -> str:
    return Post.objects.get(pk=post.pk).state


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@JAVASCRIPT
def test_through_the_queue(page_for: PageFor, waiting_room: Thread, board: Board, cast: Cast, javascript: bool) -> None:
    asked = start(cast.newcomer, board, title="Where do you stay?", body="It is **far** from home.")
    sold = reply(cast.newcomer, waiting_room, "Buy a cushion at Otter's.")
    visitor = page_for(javascript=javascript, expected=(404,))
    visitor.goto(asked.thread.get_absolute_url())
    expect(visitor.get_by_role("heading", level=1)).to_have_text("This page is not here")

    page = page_for(cast.moderator, javascript=javascript, expected=(422,))
    main = page.get_by_role("main")
    page.goto("/")
    page.get_by_role("link", name="Moderation", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Where do you stay?", "How do you wait?"])
    page.get_by_role("link", name="Where do you stay?").click()
    expect(main).to_contain_text("nell-newcomer")
    expect(main).to_contain_text("No decision so far.")
    # Hints at keys stand only where the keys work.
    expect(main.locator("kbd").first).to_be_visible(visible=javascript)
    if javascript:
        _press(page, "a", "Enter")
    else:
        page.get_by_role("button", name=re.compile("^Publish")).click()

    # The next that waits comes by itself, with the thread around it.
    expect(page.get_by_role("status")).to_contain_text("the decision is recorded, and the author is told")
    expect(page.get_by_role("heading", level=1)).to_have_text("How do you wait?")
    assert _state(asked) == State.PUBLISHED
    page.get_by_text("The thread before it").click()
    expect(main).to_contain_text("I walk by the sea.")

    page.get_by_role("button", name="Do not publish").click()
    expect(main).to_contain_text("Choose the rule that was broken")
    assert _state(sold) == State.HELD
    page.get_by_label("Reason").select_option(label="Selling medicines, or advertising")
    page.get_by_label("Statement to the author").fill(STATEMENT)
    page.get_by_role("button", name="Do not publish").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing waits")
    assert _state(sold) == State.REJECTED

    visitor.goto(asked.thread.get_absolute_url())
    expect(visitor.get_by_role("article")).to_contain_text("It is far from home.")
    visitor.goto(waiting_room.get_absolute_url())
    expect(visitor.get_by_role("main")).not_to_contain_text("cushion")
    _author_is_told(page_for(cast.newcomer, javascript=javascript), sold)

    page.goto("/moderation/")
    expect(page.get_by_role("listitem").filter(has_text="A cushion that I sewed.")).to_be_visible()
    visitor.goto("/moderation/log/")
    rows = visitor.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Not published")
    expect(rows.nth(1)).to_contain_text("Selling medicines, or advertising")
    expect(rows.nth(2)).to_contain_text("Published")
    for hidden in ("nell-newcomer", "mo-moderator", "Where do you stay?", "How do you wait?", board.title, STATEMENT):
        expect(visitor.get_by_role("main")).not_to_contain_text(hidden)


def _author_is_told(page: Page, sold: Post) -> None:
    """On the site and by mail; the rejected text is kept, and is sent again."""
    approved, rejected = mail.outbox
    assert approved.to == rejected.to == ["nell-newcomer@example.org"]
    assert "published it" in str(approved.body)
    assert "Reason: Selling medicines, or advertising." in str(rejected.body)
    assert STATEMENT in str(rejected.body)

    page.goto("/")
    page.get_by_role("link", name="Notices").click()
    expect(page.get_by_role("main")).to_contain_text("A moderator read your post and published it.")
    refused = page.get_by_role("listitem").filter(has_text=STATEMENT)
    refused.get_by_role("button").click()
    waiting = page.locator(f"#waiting-{sold.pk}")
    expect(waiting).to_contain_text("Not published. Your text is kept.")
    expect(waiting).to_contain_text(STATEMENT)
    waiting.get_by_role("link", name="Edit this post").click()
    expect(page.get_by_role("main")).to_contain_text(STATEMENT)
    expect(page.get_by_label("Your post")).to_have_value("Buy a cushion at Otter's.")
    page.get_by_label("Your post").fill("A cushion that I sewed.")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("status")).to_contain_text("A moderator reads your text before it appears.")
    assert _state(sold) == State.HELD


@JAVASCRIPT
def test_a_reported_post_is_hidden_and_shown_again(
    page_for: PageFor, waiting_room: Thread, cast: Cast, javascript: bool
) -> None:
    post = Post.objects.get(thread=waiting_room, position=2)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=Reason.OFF_TOPIC, note="The sea is far away.")
    page = page_for(cast.moderator, javascript=javascript)
    main = page.get_by_role("main")
    page.goto("/moderation/")
    expect(main).to_contain_text("The sea is far away.")
    page.get_by_role("link", name="How do you wait?").click()
    expect(page.get_by_role("region", name="Reports")).to_contain_text("Not about this subject")
    if javascript:
        # The key for the action, a letter for the reason, and Enter; the words are offered.
        _press(page, "h", "n", "Enter")
    else:
        page.get_by_label("Reason").select_option(label="Not about this subject")
        page.get_by_label("Statement to the author").fill("The sea is another subject.")
        page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing waits")
    hidden = Post.objects.select_related("decision").get(pk=post.pk)
    assert hidden.state == State.HIDDEN
    assert hidden.decision is not None
    assert hidden.decision.reason == Reason.OFF_TOPIC

    visitor = page_for(javascript=javascript)
    visitor.goto(waiting_room.get_absolute_url())
    expect(visitor.locator("#post-2")).to_contain_text("This post is no longer here.")
    expect(visitor.get_by_role("main")).not_to_contain_text("I walk by the sea.")
    expect(visitor.get_by_role("main")).not_to_contain_text("mina-member")
    author = page_for(cast.member, javascript=javascript)
    author.goto(waiting_room.get_absolute_url())
    expect(author.locator("#post-2")).to_contain_text("I walk by the sea.")
    expect(author.locator("#post-2")).to_contain_text(hidden.decision.statement)

    page.goto(waiting_room.get_absolute_url())
    page.locator("#post-2 summary").click()
    page.locator("#post-2").get_by_role("link", name="Moderate").click()
    expect(page.get_by_role("region", name="Decisions on this post")).to_contain_text("Hidden")
    if javascript:
        _press(page, "s", "Enter")
    else:
        page.get_by_role("button", name="Show again").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing waits")
    visitor.reload()
    expect(visitor.locator("#post-2")).to_contain_text("I walk by the sea.")
    # The author of both decisions, and in between whoever had reported it, of the outcome.
    told = [message.to[0].removesuffix("@example.org") for message in mail.outbox]
    assert told == ["mina-member", "ada-author", "mina-member"]


@JAVASCRIPT
def test_a_thread_is_locked_and_pinned(
    page_for: PageFor, waiting_room: Thread, board: Board, cast: Cast, javascript: bool
) -> None:
    start(cast.author, board, title="A later thread")
    page = page_for(cast.moderator, javascript=javascript)
    visitor = page_for(javascript=javascript)
    visitor.goto(board.url)
    expect(visitor.get_by_role("heading", level=3)).to_have_text(["A later thread", "How do you wait?"])

    for button in ("Lock", "Pin"):
        page.goto(waiting_room.get_absolute_url())
        page.get_by_text("Moderate this thread").click()
        page.get_by_label("Reason").select_option(label="Another reason")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("Done: the decision is recorded.")

    visitor.reload()
    first = visitor.get_by_role("heading", level=3).first
    expect(first).to_contain_text("Pinned")
    expect(first).to_contain_text("Locked")
    expect(first).to_contain_text("How do you wait?")
    member = page_for(cast.member, javascript=javascript)
    member.goto(waiting_room.get_absolute_url())
    expect(member.get_by_role("main")).to_contain_text("This thread is locked. It can be read")
    expect(member.get_by_role("button", name="Send the reply")).to_have_count(0)


def test_the_queue_is_worked_off_by_keys_alone(page_for: PageFor, waiting_room: Thread, cast: Cast) -> None:
    first, second, third = (reply(cast.newcomer, waiting_room, f"Number {number} waits.") for number in range(3))
    page = page_for(cast.moderator)
    page.goto("/moderation/")
    # Marked with two keys each, and then shown before anything is decided.
    _press(page, "j", "x", "j", "x")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.get_by_label("With the marked items").select_option(label="Publish, or keep")
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing is decided yet.")
    expect(page.get_by_text("It is published.")).to_have_count(2)
    page.get_by_role("button", name="Publish, or keep").click()
    expect(page.get_by_role("status")).to_contain_text("2 items are decided.")
    assert [_state(post) for post in (first, second, third)] == [State.PUBLISHED, State.PUBLISHED, State.HELD]
    # One key takes the next that is free, and two decide it.
    _press(page, "n")
    expect(page.get_by_role("main")).to_contain_text("You are at it")
    page.wait_for_load_state()  # the keys work once the script does
    _press(page, "a", "Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing waits")
    assert _state(third) == State.PUBLISHED
