"""Somebody signs up, writes, waits for a moderator, changes their mind, and reports what is wrong."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from conditions.models import Condition
from forums.review.models import Report
from forums.threads.models import Post, State, Thread
from medigest.members.consents.documents import CURRENT
from medigest.members.models import Consent, Member
from tests.browser.conftest import JAVASCRIPT, PageFor
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]


def _sign_up(page: Page) -> None:
    """From the log-in page to a member whose address is known."""
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Handle").fill("otter")
    page.get_by_label("E-mail address").fill("otter@example.org")
    page.get_by_label("Password", exact=False).first.fill("a calm and long password")
    page.get_by_label("The password again").fill("a calm and long password")
    page.get_by_label("I accept the community rules").check()
    page.get_by_label("Your age").select_option("16 or older")
    page.get_by_label("I understand that posts are members' own experience").check()
    page.get_by_label("I agree that Medigest stores and shows").check()
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm your e-mail address")
    [message] = mail.outbox
    assert message.to == ["otter@example.org"]
    code = re.search(r"^([A-Z0-9-]{5,12})$", str(message.body), re.MULTILINE)
    assert code
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Confirm").click()


@JAVASCRIPT
def test_from_a_section_of_the_article_to_a_post_that_waits(
    page_for: PageFor, article: Condition, waiting_room: Thread, javascript: bool
) -> None:
    page = page_for(javascript=javascript)
    page.goto(article.url)
    page.get_by_role("link", name=re.compile(r"Discuss this section\s*: Treatment")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    _sign_up(page)

    # Back where the journey began: writing about the section.
    expect(page.get_by_role("heading", level=1)).to_have_text("Start a thread")
    expect(page.get_by_label("About a section of the article")).to_have_value("treatment")
    otter = Member.objects.get(handle="otter")
    given = Consent.objects.filter(member=otter, withdrawn_at=None).values_list("kind", "version")
    assert dict(given) == {kind.value: version for kind, version in CURRENT.items()}

    main = page.get_by_role("main")
    expect(main).to_contain_text("Everybody can read this, also without an account.")
    expect(main).to_contain_text("Your first posts are read by a moderator before they appear.")
    page.get_by_label("Title").fill("Where do you stay?")
    page.get_by_label("Your post").fill("It is **far** from home.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("far")
    assert not Post.objects.filter(author=otter).exists()
    expect(page.get_by_label("Title")).to_have_value("Where do you stay?")
    expect(page.get_by_label("Your post")).to_have_value("It is **far** from home.")
    expect(page.get_by_label("About a section of the article")).to_have_value("treatment")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("status")).to_contain_text("A moderator reads your post before it appears.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do you stay?")
    expect(main).to_contain_text("On the section Treatment")
    expect(page.get_by_role("article")).to_contain_text("Waiting for a moderator.")
    expect(page.get_by_role("article").locator("strong").last).to_have_text("far")
    post = Post.objects.get(author=otter)
    assert (post.state, post.thread.section_key) == (State.HELD, "treatment")

    visitor = page_for(javascript=javascript, expected=(404,))
    answer = visitor.goto(page.url)
    assert answer is not None
    assert answer.status == 404
    expect(visitor.get_by_role("heading", level=1)).to_have_text("This page is not here")
    visitor.goto(waiting_room.board.url)
    expect(visitor.get_by_role("main")).not_to_contain_text("Where do you stay?")
    visitor.goto(article.url)
    expect(visitor.get_by_role("complementary")).to_contain_text("1 thread")


def _menu(page: Page, post: Post, choice: str) -> None:
    anchor = f"#post-{post.position}" if post.position else f"#waiting-{post.pk}"
    page.locator(f"{anchor} summary").click()
    page.locator(anchor).get_by_role("link", name=choice).click()


@JAVASCRIPT
def test_a_newcomer_replies_edits_removes_and_reports(
    page_for: PageFor, waiting_room: Thread, cast: Cast, javascript: bool
) -> None:
    page = page_for(cast.newcomer, javascript=javascript, expected=(422,))
    page.goto(waiting_room.get_absolute_url())
    main = page.get_by_role("main")

    page.get_by_role("button", name="Send the reply").click()
    expect(main).to_contain_text("Please write something.")
    if javascript:
        expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_label("Your reply").fill("I *knit*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview em")).to_have_text("knit")
    expect(page.get_by_label("Your reply")).to_have_value("I *knit*.")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("status")).to_contain_text("Until then only you see it here.")
    post = Post.objects.get(author=cast.newcomer)
    waiting = page.locator(f"#waiting-{post.pk}")
    expect(waiting).to_contain_text("Waiting for a moderator.")
    visitor = page_for(javascript=javascript)
    visitor.goto(waiting_room.get_absolute_url())
    expect(visitor.get_by_role("article")).to_have_count(2)
    expect(visitor.get_by_role("main")).not_to_contain_text("knit")

    _menu(page, post, "Edit")
    expect(page.get_by_label("Your post")).to_have_value("I *knit*.")
    page.get_by_label("Your post").fill("I *crochet*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview em")).to_have_text("crochet")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("status")).to_contain_text("A moderator reads your text before it appears.")
    expect(waiting).to_contain_text("I crochet.")

    _menu(page, post, "Remove")
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove your post?")
    page.get_by_role("button", name="Remove the post").click()
    expect(page.get_by_role("status")).to_contain_text("Your post is removed.")
    expect(main).not_to_contain_text("crochet")
    assert Post.objects.get(pk=post.pk).state == State.WITHDRAWN

    opening = Post.objects.get(thread=waiting_room, position=1)
    _menu(page, opening, "Report")
    page.get_by_role("button", name="Send the report").click()
    expect(main).to_contain_text("Please choose what is wrong.")
    page.get_by_label("Spam").check()
    page.get_by_label("Anything the moderators should know").fill("It sells something.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("status")).to_contain_text("The moderators will read your report.")
    report = Report.objects.get(post=opening)
    assert (report.reporter, report.reason, report.note) == (cast.newcomer, "spam", "It sells something.")
