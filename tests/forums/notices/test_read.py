"""Count notices, and mark them read."""

from forums.notices.models import Notice
from forums.notices.read import mark_all_read
from forums.review.hide import hide
from medigest.members.backend import Backend
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID


def notices(cast, thread, *authors):
    for author in authors:
        decision = hide(viewer=viewer(cast.moderator), post_id=reply(author, thread).pk, **SAID)
        Notice.objects.create(member=author, decision=decision)


def unread(member) -> int:
    return viewer(Backend().get_user(member.pk)).fact("unread")


def test_unread_notices_are_counted_along_with_the_member(cast, thread):
    assert unread(cast.member) == 0
    notices(cast, thread, cast.member, cast.member, cast.author)
    assert (unread(cast.member), unread(cast.author), unread(cast.editor)) == (2, 1, 0)


def test_marking_all_read_is_for_ones_own_notices_and_keeps_the_first_time(cast, thread):
    notices(cast, thread, cast.member, cast.author)
    mark_all_read(cast.member.pk)
    assert (unread(cast.member), unread(cast.author)) == (0, 1)
    read_at = Notice.objects.get(member=cast.member).read_at
    mark_all_read(cast.member.pk)
    assert Notice.objects.get(member=cast.member).read_at == read_at
