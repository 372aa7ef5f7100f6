"""Count notices, and mark them read."""

import pytest

from forums.notices.models import Notice
from forums.notices.read import mark_all_read, mark_read
from forums.review.hide import hide
from medigest.members.backend import Backend
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID

pytestmark = pytest.mark.usefixtures("unheard")


def told(cast, thread, *authors):
    """A decision about a post of each; the newest notice."""
    for author in authors:
        hide(viewer=viewer(cast.moderator), post_id=reply(author, thread).pk, **SAID)
    return Notice.objects.latest("pk")


def unread(member) -> int:
    return viewer(Backend().get_user(member.pk)).fact("unread")


def test_unread_notices_are_counted_along_with_the_member(cast, thread):
    assert unread(cast.member) == 0
    told(cast, thread, cast.member, cast.member, cast.author)
    assert (unread(cast.member), unread(cast.author), unread(cast.editor)) == (2, 1, 0)


def test_marking_all_read_is_for_ones_own_notices_and_keeps_the_first_time(cast, thread):
    newest = told(cast, thread, cast.member, cast.author)
    mark_all_read(member_id=cast.member.pk, newest=newest.pk)
    assert (unread(cast.member), unread(cast.author)) == (0, 1)
    read_at = Notice.objects.get(member=cast.member).read_at
    mark_all_read(member_id=cast.member.pk, newest=newest.pk)
    assert Notice.objects.get(member=cast.member).read_at == read_at


def test_what_came_after_the_page_was_made_stays_unread(cast, thread):
    seen = told(cast, thread, cast.member)
    told(cast, thread, cast.member)
    mark_all_read(member_id=cast.member.pk, newest=seen.pk)
    assert unread(cast.member) == 1


def test_one_notice_is_marked_read_by_its_member_only(cast, thread):
    notice = told(cast, thread, cast.member)
    mark_read(member_id=cast.author.pk, notice_id=notice.pk)
    assert unread(cast.member) == 1
    mark_read(member_id=cast.member.pk, notice_id=notice.pk)
    assert unread(cast.member) == 0
