"""Claims: one item, one moderator; everybody sees it, it runs out, and it can be taken over."""

from datetime import timedelta

import pytest

from forums.review.approve import approve
from forums.review.claims import CLAIM, ClaimedByAnother, claim, claim_next, pass_on, release
from forums.review.models import QueueItem
from forums.review.report import report
from forums.threads.models import State
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import start, viewer
from tests.forums.helpers import SAID, fresh, in_state

ALL = QueueItem.objects.all


@pytest.fixture
def item(cast, thread):
    """A held post's place in the queue."""
    return QueueItem.objects.get(post=in_state(State.HELD, cast, thread))


def test_what_one_has_taken_another_can_neither_take_nor_decide(cast, item):
    claim(viewer=viewer(cast.local), item_id=item.pk)
    with pytest.raises(ClaimedByAnother) as refused:
        claim(viewer=viewer(cast.moderator), item_id=item.pk)
    assert refused.value.holder == cast.local
    with pytest.raises(ClaimedByAnother):
        approve(viewer=viewer(cast.moderator), post_id=item.post_id)
    assert fresh(item.post).state == State.HELD
    approve(viewer=viewer(cast.local), post_id=item.post_id)
    assert not ALL().exists()


def test_a_claim_runs_out_by_itself(cast, item):
    with clock.at(clock.now() - CLAIM - timedelta(seconds=1)):
        claim(viewer=viewer(cast.local), item_id=item.pk)
    claim(viewer=viewer(cast.moderator), item_id=item.pk)
    assert fresh(item).claimed_by == cast.moderator


def test_a_claim_is_taken_over_openly_and_let_go_of_by_its_holder_alone(cast, item):
    claim(viewer=viewer(cast.local), item_id=item.pk)
    release(viewer=viewer(cast.moderator), item_id=item.pk)
    assert fresh(item).claimed_by == cast.local
    claim(viewer=viewer(cast.moderator), item_id=item.pk, take_over=True)
    assert fresh(item).holder(viewer(cast.local)) == cast.moderator
    release(viewer=viewer(cast.moderator), item_id=item.pk)
    assert (fresh(item).claimed_by, fresh(item).claimed_until) == (None, None)


def test_a_report_that_comes_meanwhile_leaves_the_claim(cast, thread):
    post = in_state(State.PUBLISHED, cast, thread)
    report(viewer=viewer(cast.member), post_id=post.pk, reason=SAID["reason"], note="")
    claim(viewer=viewer(cast.local), item_id=ALL().get().pk)
    report(viewer=viewer(cast.newcomer), post_id=post.pk, reason=SAID["reason"], note="")
    assert (ALL().get().reports, ALL().get().claimed_by) == (2, cast.local)


def test_only_moderators_of_the_board_take_its_items(cast, quiet):
    held = ALL().get(post=start(cast.newcomer, quiet))
    for member in (cast.local, cast.member):
        for verb in (claim, release, pass_on):
            with pytest.raises(Forbidden):
                verb(viewer=viewer(member), item_id=held.pk)


def test_the_next_is_the_first_that_nobody_holds(cast, thread):
    first, second = (ALL().get(post=in_state(State.HELD, cast, thread)) for _each in range(2))
    assert claim_next(viewer=viewer(cast.moderator), waiting=ALL()) == first
    assert claim_next(viewer=viewer(cast.local), waiting=ALL()) == second
    assert claim_next(viewer=viewer(cast.administrator), waiting=ALL()) is None
    # Whoever holds one is led back to it.
    assert claim_next(viewer=viewer(cast.moderator), waiting=ALL()) == first


def test_what_a_moderator_passed_on_is_offered_to_the_others_only(cast, item):
    claim(viewer=viewer(cast.local), item_id=item.pk)
    pass_on(viewer=viewer(cast.local), item_id=item.pk)
    assert claim_next(viewer=viewer(cast.local), waiting=ALL()) is None
    assert claim_next(viewer=viewer(cast.moderator), waiting=ALL()) == item
