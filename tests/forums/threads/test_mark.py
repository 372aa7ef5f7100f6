"""Lock and pin threads."""

import pytest

from forums.review.reasons import Reason
from forums.threads.mark import Mark, mark
from forums.threads.publish import WrongState
from medigest.audit.models import Decision
from medigest.kit.refusals import Forbidden
from tests.conftest import viewer
from tests.forums.helpers import assert_counters_are_right, fresh

PAIRS = [(Mark.LOCK, Mark.UNLOCK, "locked_at"), (Mark.PIN, Mark.UNPIN, "pinned_at")]


@pytest.mark.parametrize(("on", "off", "column"), PAIRS)
def test_a_mark_is_set_and_cleared_and_each_change_is_a_decision(cast, board, thread, on, off, column):
    by = viewer(cast.local)
    mark(viewer=by, thread_id=thread.pk, change=on, reason=Reason.OTHER, statement=" It went in circles. ")
    assert getattr(fresh(thread), column) is not None
    mark(viewer=by, thread_id=thread.pk, change=off, reason=Reason.OTHER)
    assert getattr(fresh(thread), column) is None
    decisions = list(Decision.objects.order_by("-pk")[:2])
    assert [one.action for one in decisions] == [off.value[0], on.value[0]]
    for one in decisions:
        assert (one.actor, one.member, one.place_id) == (cast.local, cast.author, board.pk)
        assert (one.target_kind, one.target_id, one.reason) == ("thread", thread.pk, "other")
    assert decisions[1].statement == "It went in circles."
    assert_counters_are_right()


@pytest.mark.parametrize(("on", "off", "column"), PAIRS)
def test_a_mark_that_stands_already_is_refused_and_not_recorded(cast, thread, on, off, column):
    by = viewer(cast.moderator)
    with pytest.raises(WrongState):
        mark(viewer=by, thread_id=thread.pk, change=off, reason=Reason.OTHER)
    mark(viewer=by, thread_id=thread.pk, change=on, reason=Reason.OTHER)
    before = Decision.objects.count()
    with pytest.raises(WrongState):
        mark(viewer=by, thread_id=thread.pk, change=on, reason=Reason.OTHER)
    assert Decision.objects.count() == before


@pytest.mark.parametrize("change", list(Mark))
@pytest.mark.parametrize("who", ["author", "member", "editor"])
def test_only_a_moderator_of_the_board_marks(cast, thread, change, who):
    with pytest.raises(Forbidden, match="Only a moderator"):
        mark(viewer=viewer(getattr(cast, who)), thread_id=thread.pk, change=change, reason=Reason.OTHER)


def test_a_mark_gives_the_thread_a_new_version(cast, thread):
    before = fresh(thread).version
    mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=Mark.PIN, reason=Reason.OTHER)
    assert fresh(thread).version > before


def test_the_author_is_told_of_a_lock_and_not_of_a_pin(cast, thread, django_capture_on_commit_callbacks, mailoutbox):
    for change in (Mark.PIN, Mark.LOCK):
        with django_capture_on_commit_callbacks(execute=True):
            mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=change, reason=Reason.OTHER)
    told = Decision.objects.filter(pk__in=cast.author.notices.values("event_id"))
    assert list(told.values_list("action", flat=True)) == ["lock"]
    assert len(mailoutbox) == 1
