"""The queue: one row for each post that waits, kept with every change."""

from datetime import UTC, datetime, timedelta

from forums.review.approve import approve
from forums.review.models import QueueItem
from forums.review.report import report
from forums.threads.edit import edit
from forums.threads.models import State
from forums.threads.signals import content_changed
from medigest.kit import clock
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, fresh, in_state, published, queue

MOMENT = datetime(2030, 1, 20, 12, 0, tzinfo=UTC)


def test_a_post_that_waits_for_two_things_has_one_row_and_the_older_time(cast, board, thread):
    post = published(cast.newcomer, thread, cast)
    with clock.at(MOMENT):
        report(viewer=viewer(cast.author), post_id=post.pk, reason=SAID["reason"], note="")
    with clock.at(MOMENT + timedelta(hours=1)):
        edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="Edited.", opened_edits=0)
        report(viewer=viewer(cast.member), post_id=post.pk, reason=SAID["reason"], note="")
    row = QueueItem.objects.get()
    assert (row.post_id, row.board_id, row.held, row.edited, row.reports) == (post.pk, board.pk, False, True, 2)
    assert row.since == MOMENT


def test_a_held_post_waits_since_it_was_written(cast, board):
    with clock.at(MOMENT):
        start(cast.newcomer, board)
    assert QueueItem.objects.get().since == MOMENT


def test_one_decision_about_an_edit_and_reports_answers_both(cast, thread):
    post = published(cast.newcomer, thread, cast)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=SAID["reason"], note="")
    edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="Edited.", opened_edits=0)
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert queue() == {}


def test_each_moderator_sees_the_queue_of_their_boards_only(cast, thread, quiet):
    here = in_state(State.HELD, cast, thread)
    there = in_state(State.HELD, cast, start(cast.author, quiet).thread)

    def seen(member, **more):
        return set(QueueItem.objects.visible_to(viewer(member, **more)).values_list("post_id", flat=True))

    assert seen(cast.moderator) == seen(cast.administrator) == {here.pk, there.pk}
    assert seen(cast.local) == {here.pk}
    assert seen(cast.local, second_factor=False) == seen(cast.author) == seen(cast.editor) == seen(None) == set()


def test_a_receiver_that_fails_undoes_the_change(cast, thread):
    class Broken(Exception):
        pass

    def refuse(sender, post_ids, **kwargs):
        raise Broken

    content_changed.connect(refuse)
    try:
        before = fresh(thread).posts
        try:
            reply(cast.member, thread)
        except Broken:
            pass
        else:
            raise AssertionError("the receiver was not asked")
        assert fresh(thread).posts == before
    finally:
        content_changed.disconnect(refuse)
