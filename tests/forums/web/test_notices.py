"""A member's notices, on the page."""

import pytest
from django.urls import reverse

from forums.notices.models import Notice
from forums.review.hide import hide, hide_thread
from medigest.audit.models import Decision
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID

INDEX = reverse("notices:index")
pytestmark = pytest.mark.usefixtures("unheard")


@pytest.fixture
def told(cast, thread):
    """Mina and Ada were each told of a decision."""
    for author, statement in ((cast.member, "Said to Mina."), (cast.author, "Said to Ada.")):
        post = reply(author, thread)
        hide(viewer=viewer(cast.moderator), post_id=post.pk, reason=SAID["reason"], statement=statement)


def test_a_member_reads_their_own_notices_only(cast, told, enter):
    page = enter(cast.member).get(INDEX).content.decode()
    assert "Said to Mina." in page
    assert "A moderator hid your post." in page
    assert "Said to Ada." not in page


def test_a_visitor_is_sent_to_log_in(told, enter):
    answer = enter(None).get(INDEX)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_anothers_notice_is_not_there(cast, told, enter):
    hers = Notice.objects.get(member=cast.author)
    assert enter(cast.member).get(reverse("notices:open", args=[hers.pk])).status_code == 404
    assert enter(cast.author).get(reverse("notices:open", args=[hers.pk])).status_code == 302


def test_looking_marks_nothing_read_and_the_button_does(cast, told, enter):
    client = enter(cast.member)
    client.get(INDEX)
    assert Notice.objects.get(member=cast.member).read_at is None
    assert client.post(reverse("notices:read"), {"newest": "nonsense"}).status_code == 302
    assert Notice.objects.get(member=cast.member).read_at is None
    newest = Notice.objects.latest("pk").pk
    assert f'name="newest" value="{Notice.objects.get(member=cast.member).pk}"' in client.get(INDEX).content.decode()
    assert client.post(reverse("notices:read"), {"newest": newest}).status_code == 302
    assert Notice.objects.get(member=cast.member).read_at is not None
    assert Notice.objects.get(member=cast.author).read_at is None


def test_marking_read_by_a_link_is_not_possible(cast, told, enter):
    assert enter(cast.member).get(reverse("notices:read")).status_code == 405


def test_a_notice_about_a_thread_leads_to_the_thread(cast, thread, enter):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    notice = Notice.objects.get(member=cast.author)
    answer = enter(cast.author).get(reverse("notices:open", args=[notice.pk]), follow=True)
    assert answer.status_code == 200
    assert SAID["statement"] in answer.content.decode()


def test_a_bad_cursor_gives_the_first_page(cast, told, enter):
    for cursor in ("x", "%%%", "W10", "[[["):
        assert "Said to Mina." in enter(cast.member).get(INDEX, {"after": cursor}).content.decode()


def test_opening_a_notice_by_its_button_marks_it_read_and_leads_on(cast, told, enter):
    notice = Notice.objects.get(member=cast.member)
    client, url = enter(cast.member), reverse("notices:open", args=[notice.pk])
    assert f'action="{url}"' in client.get(INDEX).content.decode()
    assert client.post(url).url == client.get(url).url
    assert Notice.objects.get(pk=notice.pk).read_at is not None
    assert f'<a href="{url}"' in client.get(INDEX).content.decode()


def test_a_notice_whose_matter_may_not_be_seen_any_more_says_only_that(cast, told, enter):
    Decision.objects.filter(member=cast.member).update(member=None, member_salt="")
    page = enter(cast.member).get(INDEX).content.decode()
    assert "What this was about is no longer here." in page
    assert "Said to Mina." not in page
    hers = Notice.objects.get(member=cast.member)
    assert enter(cast.member).get(reverse("notices:open", args=[hers.pk])).url == INDEX
