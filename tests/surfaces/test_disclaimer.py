"""The disclaimer in force: a new version shows at the next request, in every place, mail included."""

import logging
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client, TestCase

from conditions.articles.disclaimers import in_force
from conditions.models import Disclaimer
from forums.review import hide
from forums.review.reasons import Reason
from medigest.kit import clock
from medigest.members.models import Member
from tests.conftest import viewer
from tests.surfaces.routes import Route, addresses, routes
from tests.surfaces.test_every_page import LONG, NOTICE
from tests.surfaces.world import ASPS, World

pytestmark = pytest.mark.django_db

NEXT = 3
SHORT_TEXT, LONG_TEXT = "A second short text, <em>not advice</em>.", "A second long text, <em>not advice</em>."


def _second_version(**later: int) -> Disclaimer:
    return Disclaimer.objects.create(
        version=NEXT,
        short_html=f"<p>{SHORT_TEXT}</p>",
        long_html=f"<p>{LONG_TEXT}</p>",
        effective_from=clock.now() + timedelta(**later),
    )


# Pages of what is one's own: Ada's, or Mina's.
OWN = dict.fromkeys(("forums:edit", "forums:remove", "decisions:decision", "decisions:appeal"), "author") | {
    # Mina's, in a thread of Ada's that was hidden around it.
    "forums:post": "member"
}


def _first_page(world: World, route: Route) -> tuple[Client, str, str]:
    """The first address of the view that answers with a page: who asks, how, and for what."""
    client = world.client(OWN.get(route.name, "administrator"))
    method = "GET" if route.surface and "GET" in route.surface.methods else "POST"
    for address in addresses(world, route):
        if client.generic(method, address.url).status_code in (200, 422):
            return client, method, address.url
    raise AssertionError(f"no address of {route.name} answers with a page")


def test_a_new_disclaimer_shows_at_the_next_request_on_every_page(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "django.request")
    old = in_force()
    placed = [route for route in routes() if route.surface and route.surface.disclaimer and route.name != "styleguide"]
    shown = {route: _first_page(world, route) for route in placed}
    _second_version()
    for route, (client, method, url) in shown.items():
        answer = client.generic(method, url)
        page = answer.content.decode()
        page = unescape(page) if "xml" in answer["Content-Type"] else page
        assert (LONG_TEXT if route.name in LONG else SHORT_TEXT) in page, url
        assert old.short_html not in page, url
        assert old.long_html not in page, url


def test_a_disclaimer_of_the_future_does_not_show_yet(world: World) -> None:
    _second_version(days=1)
    page = world.client("visitor").get(f"/conditions/{ASPS}/").content.decode()
    assert LONG_TEXT not in page
    assert in_force().long_html in page


def test_an_imported_article_shows_the_publishers_notice_beside_the_disclaimer(world: World) -> None:
    page = world.client("visitor").get(f"/conditions/{ASPS}/").content.decode()
    assert NOTICE in page
    assert in_force().long_html in page


def test_mail_about_a_decision_carries_the_disclaimer_in_force(world: World) -> None:
    _second_version()
    said = world.post("published")
    moderator = viewer(Member.objects.get(handle="mo-moderator"))
    mail.outbox = []
    with TestCase.captureOnCommitCallbacks(execute=True):
        hide.hide(viewer=moderator, post_id=said.row.pk, reason=Reason.SPAM, statement="Not here, please.")
    [message] = mail.outbox
    html = str(message.alternatives[0][0])  # type: ignore[attr-defined]
    for body in (str(message.body), html):
        assert "A second short text, not advice." in body
