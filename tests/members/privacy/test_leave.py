"""Ask to leave, and stay after all."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from forums.appeals.bring import bring
from forums.review.hide import hide
from forums.review.restore import restore
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from medigest.members.models import Member
from medigest.members.privacy import leave
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, fresh
from tests.forums.sanctions.helpers import sanction
from tests.racing import race


def test_who_leaves_has_fourteen_days(cast: Any, still: None) -> None:
    gone = leave.leave(member_id=cast.member.pk, keep={"posts"})
    assert gone.leaving_at == clock.now() + timedelta(days=14)
    assert fresh(cast.member).leaving_wishes == {"posts": True, "titles": False, "reports": False}
    assert fresh(cast.member).is_active


def test_asked_again_the_wishes_change_and_the_day_stays(cast: Any) -> None:
    first = leave.leave(member_id=cast.member.pk, keep={"posts"}).leaving_at
    with clock.at(clock.now() + timedelta(days=3)):
        assert leave.leave(member_id=cast.member.pk, keep=set()).leaving_at == first
    assert not any(fresh(cast.member).leaving_wishes.values())


def test_who_changes_their_mind_is_as_before_and_may_do_so_twice(cast: Any) -> None:
    leave.leave(member_id=cast.member.pk, keep={"posts"})
    for _time in range(2):
        leave.stay(member_id=cast.member.pk)
        assert (fresh(cast.member).leaving_at, fresh(cast.member).leaving_wishes) == (None, {})


def test_the_only_administrator_is_told_why_not(cast: Any) -> None:
    with pytest.raises(Forbidden, match="only administrator"):
        leave.leave(member_id=cast.administrator.pk, keep=set())
    assert not fresh(cast.administrator).is_leaving


@pytest.mark.parametrize("change", [{"is_active": False}, {"leaving_at": clock.now()}])
def test_an_administrator_who_is_not_there_does_not_count(cast: Any, change: dict[str, Any]) -> None:
    Member.objects.filter(pk=cast.editor.pk).update(role=Member.Role.ADMINISTRATOR, **change)
    with pytest.raises(Forbidden):
        leave.leave(member_id=cast.administrator.pk, keep=set())


def test_profile_and_name_are_gone_at_once_for_others(cast: Any, board: Any, enter: Any) -> None:
    thread = start(cast.author, board).thread
    reply(cast.member, thread, "I stay for now.")
    leave.leave(member_id=cast.author.pk, keep=set())
    profile = reverse("members:profile", args=[cast.author.handle])
    assert enter(cast.member).get(profile).status_code == 404
    assert enter(cast.author).get(profile).status_code == 200
    for page in (thread.get_absolute_url(), board.url, reverse("home"), reverse("forums:index")):
        assert cast.author.handle not in enter(None).get(page).content.decode()


def test_who_leaves_writes_no_more_and_takes_back_what_they_wrote(cast: Any, board: Any) -> None:
    post = start(cast.author, board)
    leave.leave(member_id=cast.author.pk, keep=set())
    with pytest.raises(Forbidden, match="about to be deleted"):
        reply(fresh(cast.author), post.thread)


def test_no_mail_goes_out_any_more(
    cast: Any, board: Any, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    post = reply(cast.member, start(cast.author, board).thread)
    leave.leave(member_id=cast.member.pk, keep=set())
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    (mail,) = mailoutbox  # that they asked, and how to stay
    assert mail.subject == "Your account will be deleted"
    assert reverse("members:delete") in mail.body
    leave.stay(member_id=cast.member.pk)
    with django_capture_on_commit_callbacks(execute=True):
        restore(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert len(mailoutbox) == 2


def test_who_appealed_is_told_what_leaving_ends_and_who_is_suspended_can_leave(
    cast: Any, board: Any, enter: Any
) -> None:
    post = reply(cast.member, start(cast.author, board).thread)
    decision = hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    client, page = enter(cast.member), reverse("members:delete")
    assert "nobody has decided yet" not in client.get(page).content.decode()
    bring(viewer=viewer(cast.member), decision_id=decision.pk, text="I think that this is wrong.")
    assert "1 appeal that nobody has decided yet" in client.get(page).content.decode()
    sanction(cast.moderator, cast.member, "suspension")
    assert client.post(page).url.startswith(reverse("account_reauthenticate"))


@pytest.mark.usefixtures("committing_db")
def test_of_two_administrators_who_leave_at_once_one_stays(cast: Any) -> None:
    Member.objects.filter(pk=cast.editor.pk).update(role=Member.Role.ADMINISTRATOR)
    both = (cast.editor.pk, cast.administrator.pk)
    outcomes = race([partial(leave.leave, member_id=one, keep=set()) for one in both])
    assert sorted(type(one).__name__ for one in outcomes) == ["Forbidden", "Member"]
    assert Member.objects.filter(pk__in=both, leaving_at=None).count() == 1
