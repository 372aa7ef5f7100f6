"""Appeals: brought within six months, decided by somebody else, taking back what still stands."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from forums.appeals.answer import AlreadyAnswered, StatementOwed, answer
from forums.appeals.bring import APPEAL_TIME, AppealedBefore, AppealRefused, bring
from forums.appeals.close import close_appeals, open_appeals
from forums.appeals.models import Appeal
from forums.notices.models import Notice
from forums.review.amend import amend
from forums.review.approve import approve
from forums.review.hide import hide, hide_thread
from forums.review.merge import merge
from forums.review.models import QueueItem
from forums.review.move import move
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.review.report import report
from forums.review.split import split
from forums.sanctions.confirm import confirm
from forums.threads.edit import edit
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, State
from forums.threads.remove import remove
from medigest.audit.models import Decision
from medigest.audit.seal import seal
from medigest.audit.verify import verify
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, fresh, in_state
from tests.forums.sanctions.helpers import sanction

WORDS = "I meant it kindly, and said no name."


@pytest.fixture
def hidden(cast, thread) -> Post:
    """Mina's reply, hidden by the moderator of the site."""
    post = reply(cast.member, thread, "You are wrong.")
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    return Post.objects.get(pk=post.pk)


def brought(member, decision_id: int) -> Appeal:
    return bring(viewer=viewer(member), decision_id=decision_id, text=WORDS)


def answered(by, appeal: Appeal, *, upheld: bool = True):
    return answer(viewer=viewer(by), appeal_id=appeal.pk, upheld=upheld, statement="We read it again.")


def test_an_appeal_copies_who_decided_and_where(cast, board, hidden):
    appeal = brought(cast.member, hidden.decision_id)
    assert (appeal.actor, appeal.board, appeal.outcome) == (cast.moderator, board, "open")


def test_upheld_the_post_is_shown_again_in_its_place(cast, hidden):
    done = answered(cast.local, brought(cast.member, hidden.decision_id))
    assert done.reversed
    assert (fresh(hidden).state, fresh(hidden).position) == (State.PUBLISHED, hidden.position)
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.target_kind, decision.basis) == ("uphold-appeal", "appeal", "appeal")
    assert_counters_are_right()


def test_refused_the_post_stays_hidden_and_the_member_is_told_why(cast, hidden, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answered(cast.local, brought(cast.member, hidden.decision_id), upheld=False)
    assert fresh(hidden).state == State.HIDDEN
    decision = Decision.objects.latest("pk")
    assert (decision.statement, Notice.objects.get(event_id=decision.pk).member) == ("We read it again.", cast.member)


def test_upheld_a_rejected_post_and_its_thread_are_published(cast, board):
    post = start(cast.newcomer, board)
    decision = reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    answered(cast.local, brought(cast.newcomer, decision.pk))
    assert (fresh(post).state, fresh(post.thread).state) == (State.PUBLISHED, State.PUBLISHED)
    assert_counters_are_right()


def test_upheld_a_refused_edit_is_shown(cast, board, thread):
    type(board).objects.update(review="everyone")
    post = reply(cast.member, thread, "The first text.")
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    edit(viewer=viewer(cast.member), post_id=post.pk, body="The second text.", opened_edits=0)
    decision = reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    answered(cast.local, brought(cast.member, decision.pk))
    assert fresh(post).source == "The second text."


def test_upheld_a_hidden_thread_is_shown_and_a_locked_one_unlocked(cast, thread):
    mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=Mark.LOCK, reason="other")
    answered(cast.local, brought(cast.author, Decision.objects.latest("pk").pk))
    assert fresh(thread).locked_at is None
    decision = hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    answered(cast.local, brought(cast.author, decision.pk))
    assert fresh(thread).state == State.PUBLISHED
    assert_counters_are_right()


@pytest.mark.parametrize("kind", ["warning", "silence", "suspension", "ban"])
def test_upheld_a_sanction_is_lifted(cast, board, kind):
    held = sanction(cast.moderator, cast.member, kind, board_id=board.pk if kind == "ban" else None)
    appeal = brought(cast.member, Decision.objects.latest("pk").pk)
    assert answered(cast.administrator, appeal).reversed
    assert not fresh(held).holds


def test_upheld_a_moderators_text_gives_way_to_the_authors(cast, thread):
    post = in_state(State.PUBLISHED, cast, thread)
    change = {"body": "Call your doctor.", "note": "Took out a number", "opened_edits": 0, **SAID}
    decision = amend(viewer=viewer(cast.moderator), post_id=post.pk, **change)
    assert answered(cast.local, brought(cast.author, decision.pk)).reversed
    assert (fresh(post).source, fresh(post).amended_note) == (post.source, "")


def test_upheld_a_thread_goes_back_unless_more_would_read_it_there(cast, board, quiet, thread):
    grant = {"viewer": viewer(cast.moderator), "thread_id": thread.pk, "reason": Reason.OFF_TOPIC}
    decision = move(board=quiet, statement="It fits there.", **grant)
    # What is written there is for members only.
    assert not answered(cast.administrator, brought(cast.author, decision.pk)).reversed
    board.audience = "members"
    board.save(update_fields=["audience"])
    back = move(board=board, statement="It fits here.", **grant)
    assert answered(cast.administrator, brought(cast.author, back.pk)).reversed
    assert fresh(thread).board == quiet
    assert_counters_are_right()


def test_upheld_a_thread_stands_alone_again_with_each_post_at_its_place(cast, board, thread, enter):
    posts = [reply(cast.member, thread, f"Number {number}.") for number in (2, 3)]
    into = start(cast.newcomer, board, title="The other thread")
    approve(viewer=viewer(cast.moderator), post_id=into.pk)
    why = {"viewer": viewer(cast.moderator), "reason": Reason.OFF_TOPIC, "statement": "It is the same."}
    decision = merge(thread_id=thread.pk, into_id=into.thread_id, **why)
    later = reply(cast.author, fresh(into).thread, "Written in the other since.")
    assert answered(cast.administrator, brought(cast.author, decision.pk)).reversed
    assert (fresh(thread).state, fresh(thread).merged_into, fresh(thread).posts) == (State.PUBLISHED, None, 3)
    assert [(fresh(post).thread_id, fresh(post).position) for post in posts] == [(thread.pk, 2), (thread.pk, 3)]
    assert (fresh(later).thread, Post.objects.get(thread=thread, opening=True).position) == (into.thread, 1)
    assert_counters_are_right()
    page = enter(None).get(thread.get_absolute_url()).content.decode()
    assert ("Number 3." in page, "moved to another thread" in page) == (True, False)
    assert reply(cast.author, fresh(thread)).position == 4
    assert_counters_are_right()


@pytest.mark.parametrize("since", [False, True])
def test_upheld_what_was_split_off_is_back_at_its_place_and_what_was_written_since_comes_along(
    cast, thread, enter, since
):
    posts = [reply(cast.member, thread, f"Number {number}.") for number in (2, 3)]
    why = {"viewer": viewer(cast.moderator), "reason": Reason.OFF_TOPIC, "statement": "It is another matter."}
    made, decision = split(thread_id=thread.pk, positions=[2, 3], title="Another matter", **why)
    if since:
        reply(cast.author, fresh(made), "Written there since.")
    assert answered(cast.administrator, brought(cast.member, decision.pk)).reversed
    assert [(fresh(post).thread_id, fresh(post).position) for post in posts] == [(thread.pk, 2), (thread.pk, 3)]
    assert (fresh(made).merged_into, fresh(thread).posts) == (thread, 4 if since else 3)
    assert Post.objects.filter(thread=thread, opening=True).count() == 1
    assert_counters_are_right()
    answer = enter(None).get(made.get_absolute_url(), follow=True)
    assert answer.redirect_chain == [(thread.get_absolute_url() + "#post-2", 301)]
    assert ("Written there since." in answer.content.decode()) is since


def test_upheld_nothing_is_put_back_where_more_would_read_it_or_it_moved_on(cast, board, quiet, thread):
    into = start(cast.author, quiet)
    why = {"viewer": viewer(cast.moderator), "reason": Reason.OFF_TOPIC, "statement": "It fits there."}
    decision = merge(thread_id=thread.pk, into_id=into.thread_id, **why)
    assert not answered(cast.administrator, brought(cast.author, decision.pk)).reversed
    first = start(cast.author, board)
    reply(cast.member, first.thread)
    made, apart = split(thread_id=first.thread_id, positions=[2], title="Another matter", **why)
    move(thread_id=made.pk, board=quiet, **why)
    assert not answered(cast.administrator, brought(cast.member, apart.pk)).reversed
    assert_counters_are_right()


def test_upheld_what_readers_hid_is_shown_and_nobody_was_its_actor(cast, thread):
    post = in_state(State.PUBLISHED, cast, thread)
    type(thread.board).objects.filter(pk=thread.board_id).update(hide_at=2)
    for reporter in (cast.member, cast.newcomer):
        report(viewer=viewer(reporter), post_id=post.pk, reason=Reason.SPAM, note="")
    decision = Decision.objects.get(action="auto-hide")
    assert (decision.actor, decision.basis) == (None, "automatic")
    assert answered(cast.moderator, brought(cast.author, decision.pk)).reversed
    assert fresh(post).state == State.PUBLISHED


def test_an_appeal_waits_in_the_one_queue_until_it_is_answered_or_closed(cast, hidden):
    appeal = brought(cast.member, hidden.decision_id)
    item = QueueItem.objects.get(matter="appeal")
    assert (item.matter_id, item.board, item.since) == (appeal.pk, appeal.board, appeal.created_at)
    assert item not in QueueItem.objects.visible_to(viewer(cast.moderator))
    assert item in QueueItem.objects.visible_to(viewer(cast.local))
    close_appeals(cast.member.pk)
    assert not QueueItem.objects.exists()
    sanction(cast.moderator, cast.newcomer, "silence")
    everywhere = brought(cast.newcomer, Decision.objects.latest("pk").pk)
    assert not QueueItem.objects.visible_to(viewer(cast.local)).exists()
    answered(cast.administrator, everywhere)
    assert not QueueItem.objects.exists()


def test_what_stands_no_more_is_left_as_it_is(cast, board, hidden):
    appeal = brought(cast.member, hidden.decision_id)
    remove(viewer=viewer(cast.member), post_id=hidden.pk)
    assert not answered(cast.local, appeal).reversed
    assert fresh(hidden).state == State.REMOVED
    again = in_state(State.REJECTED, cast, hidden.thread)
    appeal = brought(cast.newcomer, again.decision_id)
    edit(viewer=viewer(cast.newcomer), post_id=again.pk, body="A better text.", opened_edits=0)
    assert not answered(cast.local, appeal).reversed
    assert fresh(again).state == State.HELD


def test_a_later_decision_is_not_taken_back_with_an_earlier_one(cast, hidden):
    first = brought(cast.member, hidden.decision_id)
    answered(cast.local, first)
    later = hide(viewer=viewer(cast.local), post_id=hidden.pk, **SAID)
    assert fresh(hidden).decision == later
    appeal = brought(cast.member, later.pk)
    assert answered(cast.moderator, appeal, upheld=False).appeal.outcome == "refused"
    assert fresh(hidden).state == State.HIDDEN


def test_nobody_decides_about_their_own_decision_nor_their_own_appeal(cast, thread):
    own = reply(cast.local, thread)
    decision = hide(viewer=viewer(cast.moderator), post_id=own.pk, **SAID)
    appeal = brought(cast.local, decision.pk)
    for who, why in ((cast.moderator, "took the decision yourself"), (cast.local, "your own appeal")):
        with pytest.raises(Forbidden, match=why):
            answered(who, appeal)
    assert answered(cast.administrator, appeal).appeal.decided_by == cast.administrator


@pytest.mark.parametrize("who", ["moderator", "member"])
def test_the_database_refuses_a_judge_in_their_own_cause(cast, hidden, who):
    appeal = brought(cast.member, hidden.decision_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(
            outcome="refused", decided_by=getattr(cast, who), answer=hidden.decision
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(outcome="refused")


def test_who_agreed_to_a_ban_without_an_end_is_no_judge_of_it(cast, board):
    ban = sanction(cast.local, cast.member, "ban", days=None, board_id=board.pk)
    appeal = brought(cast.member, Decision.objects.latest("pk").pk)
    confirm(viewer=viewer(cast.moderator), sanction_id=ban.pk)
    with pytest.raises(Forbidden):
        answered(cast.moderator, appeal)
    answered(cast.administrator, appeal)
    assert not fresh(ban).holds


def test_only_moderators_of_the_board_decide(cast, quiet):
    post = start(cast.member, quiet)
    decision = hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    appeal = brought(cast.member, decision.pk)
    for who in (cast.local, cast.author, cast.editor):
        with pytest.raises(Forbidden, match="Only a moderator of this board"):
            answered(who, appeal)
    assert not Appeal.objects.visible_to(viewer(cast.local))
    assert not Appeal.objects.decidable_by(viewer(cast.moderator))
    assert Appeal.objects.decidable_by(viewer(cast.administrator)).get() == appeal


def test_an_appeal_is_decided_once_and_with_a_word(cast, hidden):
    appeal = brought(cast.member, hidden.decision_id)
    with pytest.raises(StatementOwed):
        answer(viewer=viewer(cast.local), appeal_id=appeal.pk, upheld=True, statement=" ")
    answered(cast.local, appeal, upheld=False)
    with pytest.raises(AlreadyAnswered):
        answered(cast.administrator, appeal)


def test_each_decision_is_appealed_against_once(cast, hidden):
    brought(cast.member, hidden.decision_id)
    with pytest.raises(AppealedBefore):
        brought(cast.member, hidden.decision_id)


def test_only_the_person_whom_it_touches_appeals_and_only_where_something_was_taken(cast, thread, hidden):
    with pytest.raises(Forbidden, match="Only the person"):
        brought(cast.author, hidden.decision_id)
    approved = approve(viewer=viewer(cast.moderator), post_id=in_state(State.HELD, cast, thread).pk)
    with pytest.raises(Forbidden, match="took nothing"):
        brought(cast.newcomer, approved.pk)


def test_the_time_to_appeal_ends_after_six_months(cast, hidden):
    end = hidden.decision.created_at + APPEAL_TIME
    with clock.at(end + timedelta(seconds=1)), pytest.raises(Forbidden, match="time to appeal ended"):
        brought(cast.member, hidden.decision_id)
    with clock.at(end):
        assert brought(cast.member, hidden.decision_id).pk


@pytest.mark.parametrize("text", ["", "   no   ", "x" * 5000])
def test_a_text_that_cannot_be_taken_says_how_to_mend_it(cast, hidden, text):
    with pytest.raises(AppealRefused, match="Please"):
        bring(viewer=viewer(cast.member), decision_id=hidden.decision_id, text=text)


@pytest.mark.parametrize("kind", ["silence", "suspension"])
def test_the_sanctioned_appeal_too(cast, hidden, kind):
    sanction(cast.moderator, cast.member, kind)
    assert brought(cast.member, hidden.decision_id).pk


def test_with_the_account_goes_the_appeal(cast, hidden):
    appeal = brought(cast.member, hidden.decision_id)
    assert open_appeals(cast.member.pk) == 1
    close_appeals(cast.member.pk)
    appeal = fresh(appeal)
    assert (appeal.outcome, appeal.text, appeal.member, open_appeals(cast.member.pk)) == ("closed", "", None, 0)
    with pytest.raises(AlreadyAnswered):
        answered(cast.local, appeal)


def test_the_chain_covers_how_a_decision_came_about(cast, hidden):
    answered(cast.local, brought(cast.member, hidden.decision_id))
    seal()
    assert verify().first_altered is None
