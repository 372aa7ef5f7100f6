"""Every main page, as the people who see it: no violation that axe finds, and no scrolling sideways at 320 pixels."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from conditions.models import Condition
from forums.boards.models import Board
from forums.review.hide import hide
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.review.report import report
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, Thread
from medigest.members.models import Member
from tests.browser.conftest import PageFor
from tests.conftest import Cast, reply, start, viewer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committing_db")]

STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


@dataclass
class Lived:
    """A site on which people live, by the addresses of its pages."""

    article: str
    board: str
    thread: str
    edit_article: str
    edit: str
    remove: str
    report: str
    item: str
    whole: str
    care: str
    arranged: str
    revision: str

    def pages(self, role: str) -> Iterator[str]:
        if role == "visitor":
            yield from ("/", self.article, self.board, self.thread)
            yield from ("/conditions/", "/conditions/?q=ASPS", "/conditions/?q=qqq", "/forums/", "/nowhere/")
            yield from (f"{self.article}history/", self.revision, "/moderation/log/", "/disclaimer/", "/rules/")
            yield from ("/privacy/", "/help/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")
        elif role == "member":
            yield from ("/", self.board, self.thread, f"{self.board}new/", self.edit, self.remove, self.report)
            yield from ("/notices/", "/settings/")
            yield from ("/settings/consents/", "/members/mina-member/", "/accounts/email/", "/accounts/2fa/")
            yield from ("/accounts/password/change/", "/accounts/sessions/", "/accounts/logout/")
        elif role == "moderator":
            yield from (self.thread, "/moderation/", self.item, f"{self.item}amend/", self.whole, self.care)
            yield from ("/moderation/rules/", "/moderation/statements/", "/moderation/workload/", self.arranged)
        else:
            yield from (self.article, "/conditions/new/", self.edit_article)


@pytest.fixture
def lived(article: Condition, board: Board, waiting_room: Thread, cast: Cast) -> Lived:
    """Posts in every state; Mina sees most of what a member can see."""
    moderator = viewer(cast.moderator)
    rude = reply(cast.author, waiting_room, "Go away.")
    hide(viewer=moderator, post_id=rude.pk, reason=Reason.HARASSMENT, statement="Please be kind.")
    held = reply(cast.newcomer, waiting_room, "A list:\n\n- one\n- two\n\n> and a quote")
    mine = reply(cast.member, waiting_room, "With a [link](https://example.org).", reply_to=1)
    report(viewer=viewer(cast.author), post_id=mine.pk, reason=Reason.OTHER, note="A link.")
    sent = start(cast.newcomer, board, title="Buy a cushion")
    reject(viewer=moderator, post_id=sent.pk, reason=Reason.SELLING, statement="No selling here.")
    about = start(cast.member, board, title="How this board works")
    for change in (Mark.LOCK, Mark.PIN):
        mark(viewer=moderator, thread_id=about.thread_id, change=change, reason=Reason.OTHER)
    opening = Post.objects.get(thread=waiting_room, position=1)
    return Lived(
        article=article.url,
        board=board.url,
        thread=waiting_room.get_absolute_url(),
        edit_article=f"{article.url}edit/",
        edit=f"/forums/posts/{mine.pk}/edit/",
        remove=f"/forums/posts/{mine.pk}/remove/",
        report=f"/forums/posts/{opening.pk}/report/",
        item=f"/moderation/posts/{held.pk}/",
        whole=f"/moderation/threads/{waiting_room.pk}/",
        care=f"/forums/posts/{opening.pk}/care/",
        arranged=f"/moderation/boards/{board.slug}/",
        revision=f"{article.url}history/1/",
    )


ROLES = pytest.mark.parametrize("role", ["visitor", "member", "moderator", "editor"])


def _who(role: str, cast: Cast) -> Member | None:
    return None if role == "visitor" else getattr(cast, role)


def _unfold(page: Page, which: str) -> None:
    """Open what is folded away, so that it is looked at too."""
    page.locator(which).evaluate_all("all => all.forEach(one => { one.open = true; })")


@ROLES
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(page_for: PageFor, lived: Lived, cast: Cast, role: str, width: int, scheme: str) -> None:
    page = page_for(_who(role, cast), width=width, scheme=scheme, expected=(404,))
    found = []
    for path in lived.pages(role):
        page.goto(path)
        _unfold(page, "details:not(.menu)")
        for violation in Axe().run(page, options=STANDARD).response["violations"]:
            found += [
                f"{path}: {violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
                for node in violation["nodes"]
            ]
    assert found == []


@ROLES
def test_nothing_scrolls_sideways_at_320_pixels(page_for: PageFor, lived: Lived, cast: Cast, role: str) -> None:
    page = page_for(_who(role, cast), width=320, expected=(404,))
    wide = []
    for path in lived.pages(role):
        page.goto(path)
        _unfold(page, "main details")
        needed = page.evaluate("document.documentElement.scrollWidth")
        wide += [f"{path}: {needed} px"] if needed > 320 else []
    assert wide == []
