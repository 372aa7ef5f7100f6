"""Who may decide: the moderators of the board, their powers awake, their grant not run out."""

from datetime import timedelta
from functools import partial

import pytest

from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from forums.boards.appoint import appoint
from forums.boards.models import Board
from forums.review import bulk
from forums.review.amend import amend
from forums.review.approve import approve
from forums.review.claims import claim
from forums.review.hide import hide, hide_thread
from forums.review.models import QueueItem
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.review.report import report
from forums.review.restore import restore, restore_thread
from forums.threads.mark import Mark, mark
from forums.threads.models import State
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import make_member, reply, start, viewer
from tests.forums.helpers import SAID, fresh, in_state

FINE = {"reason": Reason.FINE, "statement": ""}
POST_VERBS = [
    (approve, State.HELD, {}),
    (reject, State.HELD, SAID),
    (hide, State.PUBLISHED, SAID),
    (restore, State.HIDDEN, SAID),
]


def refused(verb, **what):
    before = Decision.objects.count()
    with pytest.raises(Forbidden, match="Only a moderator of this board"):
        verb(**what)
    assert Decision.objects.count() == before


@pytest.mark.parametrize(("verb", "state", "said"), POST_VERBS)
@pytest.mark.parametrize("who", ["newcomer", "member", "author", "editor"])
def test_nobody_but_moderators_decides_about_a_post(cast, thread, verb, state, said, who):
    post = in_state(state, cast, thread)
    refused(verb, viewer=viewer(getattr(cast, who)), post_id=post.pk, **said)
    assert fresh(post).state == state


@pytest.mark.parametrize(("verb", "state", "said"), POST_VERBS)
@pytest.mark.parametrize("who", ["moderator", "local", "administrator"])
def test_moderators_decide_about_a_post(cast, thread, verb, state, said, who):
    post = in_state(state, cast, thread)
    assert verb(viewer=viewer(getattr(cast, who)), post_id=post.pk, **said).actor == getattr(cast, who)


@pytest.mark.parametrize(("verb", "state", "said"), POST_VERBS)
def test_a_moderator_of_one_board_does_not_decide_on_another(cast, thread, quiet, verb, state, said):
    elsewhere = start(cast.author, quiet).thread
    post = in_state(state, cast, elsewhere)
    refused(verb, viewer=viewer(cast.local), post_id=post.pk, **said)


@pytest.mark.parametrize(("verb", "state", "said"), POST_VERBS)
@pytest.mark.parametrize("who", ["moderator", "local", "administrator"])
def test_without_a_second_factor_the_powers_sleep(cast, thread, verb, state, said, who):
    post = in_state(state, cast, thread)
    refused(verb, viewer=viewer(getattr(cast, who), second_factor=False), post_id=post.pk, **said)


def test_a_whole_thread_is_decided_about_by_its_boards_moderators_only(cast, thread, quiet):
    elsewhere = start(cast.author, quiet).thread
    for member, one in ((cast.member, thread), (cast.author, thread), (cast.local, elsewhere)):
        refused(hide_thread, viewer=viewer(member), thread_id=one.pk, **SAID)
    hide_thread(viewer=viewer(cast.local), thread_id=thread.pk, **SAID)
    refused(restore_thread, viewer=viewer(cast.author), thread_id=thread.pk, **SAID)
    refused(restore_thread, viewer=viewer(cast.local, second_factor=False), thread_id=thread.pk, **SAID)
    restore_thread(viewer=viewer(cast.local), thread_id=thread.pk, **SAID)


def test_a_grant_that_ran_out_gives_no_right(cast, board, thread):
    late = make_member("lars-late")
    appoint(member_id=late.pk, board_id=board.pk, until=clock.now() - timedelta(minutes=1))
    post = in_state(State.HELD, cast, thread)
    refused(approve, viewer=viewer(late), post_id=post.pk)
    appoint(member_id=late.pk, board_id=board.pk, until=clock.now() + timedelta(hours=1))
    approve(viewer=viewer(late), post_id=post.pk)


@pytest.fixture
def family(cast, asps):
    """A condition above ASPS and one above that; ASPS keeps its board."""
    sarcoma, cancer = create(name="Sarcoma"), create(name="Cancer")
    relate(child_id=sarcoma.pk, parent_ids=[cancer.pk])
    relate(child_id=asps.pk, parent_ids=[sarcoma.pk])
    return sarcoma, cancer


def test_a_moderator_with_all_beneath_decides_at_every_depth(cast, thread, family):
    _sarcoma, cancer = family
    above = make_member("bea-beneath")
    appoint(member_id=above.pk, board_id=cancer.board.pk, beneath=True)
    approve(viewer=viewer(above), post_id=in_state(State.HELD, cast, thread).pk)
    own = start(cast.author, cancer.board).thread
    approve(viewer=viewer(above), post_id=in_state(State.HELD, cast, own).pk)


def test_a_moderator_without_beneath_decides_on_their_own_board_only(cast, thread, family):
    _sarcoma, cancer = family
    above = make_member("bo-board")
    appoint(member_id=above.pk, board_id=cancer.board.pk)
    refused(approve, viewer=viewer(above), post_id=in_state(State.HELD, cast, thread).pk)


def test_beneath_is_not_above_nor_beside(cast, board, thread, family):
    sarcoma, cancer = family
    beside = create(name="Asthma")
    below = make_member("bea-beneath")
    appoint(member_id=below.pk, board_id=sarcoma.board.pk, beneath=True)
    for condition in (cancer, beside):
        elsewhere = start(cast.author, Board.objects.get(condition=condition)).thread
        refused(partial(approve, viewer=viewer(below)), post_id=in_state(State.HELD, cast, elsewhere).pk)
    approve(viewer=viewer(below), post_id=in_state(State.HELD, cast, thread).pk)


def test_the_right_goes_with_the_hierarchy(cast, asps, thread, family):
    sarcoma, _cancer = family
    above = make_member("bea-beneath")
    appoint(member_id=above.pk, board_id=sarcoma.board.pk, beneath=True)
    relate(child_id=asps.pk, parent_ids=[])
    refused(approve, viewer=viewer(above), post_id=in_state(State.HELD, cast, thread).pk)


def own(verb, **what):
    before = Decision.objects.count()
    with pytest.raises(Forbidden, match="You wrote this yourself"):
        verb(**what)
    assert Decision.objects.count() == before


@pytest.mark.parametrize("verb", sorted(bulk.POST_VERBS))
@pytest.mark.parametrize("who", ["moderator", "local", "administrator"])
def test_nobody_decides_about_a_post_of_their_own(cast, thread, verb, who):
    judge = getattr(cast, who)
    post = reply(judge, thread)
    own(bulk.POST_VERBS[verb], viewer=viewer(judge), post_id=post.pk, **SAID)
    others = cast.administrator if who != "administrator" else cast.moderator
    hide(viewer=viewer(others), post_id=post.pk, **SAID)
    own(restore, viewer=viewer(judge), post_id=post.pk, **FINE)
    restore(viewer=viewer(others), post_id=post.pk, **FINE)


def test_nor_changes_it_as_a_moderator_does(cast, thread):
    post = reply(cast.moderator, thread)
    own(
        amend,
        viewer=viewer(cast.moderator),
        post_id=post.pk,
        body="Other words",
        note="A name went",
        opened_edits=0,
        **SAID,
    )


def test_nobody_hides_or_shows_a_whole_thread_of_their_own_and_still_locks_it(cast, board):
    mine = start(cast.local, board).thread
    own(hide_thread, viewer=viewer(cast.local), thread_id=mine.pk, **SAID)
    mark(viewer=viewer(cast.local), thread_id=mine.pk, change=Mark.LOCK, reason=Reason.FINE)
    hide_thread(viewer=viewer(cast.moderator), thread_id=mine.pk, **SAID)
    own(restore_thread, viewer=viewer(cast.local), thread_id=mine.pk, **FINE)
    restore_thread(viewer=viewer(cast.moderator), thread_id=mine.pk, **FINE)


def test_what_they_wrote_does_not_stand_in_their_queue_and_is_in_no_bulk(cast, thread):
    post = reply(cast.local, thread)
    report(viewer=viewer(cast.member), post_id=post.pk, reason=Reason.SPAM, note="")
    item = QueueItem.objects.get(post=post)
    for judge, sees in ((cast.moderator, True), (cast.local, False), (cast.administrator, True)):
        assert QueueItem.objects.visible_to(viewer(judge)).filter(pk=item.pk).exists() is sees
    assert bulk.foresee(viewer(cast.local), [item.pk], "hide") == []
    with pytest.raises(Forbidden):
        claim(viewer=viewer(cast.local), item_id=item.pk)
    assert bulk.decide_all(viewer=viewer(cast.local), item_ids=[item.pk], action="hide", **SAID).decided == 0
    assert bulk.decide_all(viewer=viewer(cast.moderator), item_ids=[item.pk], action="hide", **SAID).decided == 1


def test_nor_under_an_alias(cast, thread):
    post = reply(cast.local, thread, alias="Blue Door")
    own(hide, viewer=viewer(cast.local), post_id=post.pk, **SAID)
