"""Edit a post."""

import pytest

from forums.boards.models import Board
from forums.review.approve import approve
from forums.review.hide import hide_thread
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.threads.edit import Edited, EditedMeanwhile, edit
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, PostRevision, State, Thread
from forums.threads.submission import TextRefused
from medigest.kit.refusals import Forbidden
from medigest.members.models import Consent, Member
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, counts, fresh, in_state, published, queue


def change(member: Member, post: Post, body: str, *, edits: int | None = None) -> Edited:
    """Edit as the member, from a form that was opened just now."""
    opened = fresh(post).edits if edits is None else edits
    return edit(viewer=viewer(member), post_id=post.pk, body=body, opened_edits=opened)


def revisions(post: Post) -> list[tuple[int, str, str]]:
    return list(PostRevision.objects.filter(post=post).order_by("number").values_list("number", "source", "state"))


def test_an_edit_of_a_published_post_is_shown_and_keeps_every_earlier_text(cast, board, thread):
    post = reply(cast.member, thread, "First text.")
    before = counts(board)
    assert not change(cast.member, post, "Second *text*.").waits
    change(cast.member, post, "Third text.")
    post = fresh(post)
    assert (post.source, post.html.strip(), post.edits) == ("Third text.", "<p>Third text.</p>", 2)
    assert post.edited_at is not None
    assert revisions(post) == [
        (1, "First text.", "applied"),
        (2, "Second *text*.", "applied"),
        (3, "Third text.", "applied"),
    ]
    assert counts(board) == before
    assert_counters_are_right()


def test_an_edit_moves_neither_the_position_nor_the_time_but_gives_the_thread_a_new_version(cast, thread):
    post = fresh(reply(cast.member, thread))
    version = fresh(thread).version
    change(cast.member, post, "Edited.")
    assert (fresh(post).position, fresh(post).published_at) == (post.position, post.published_at)
    assert fresh(thread).version > version


def test_a_newcomers_edit_of_a_published_post_waits_and_the_approved_text_stays_up(cast, thread):
    post = published(cast.newcomer, thread, cast, "Approved text.")
    assert change(cast.newcomer, post, "Unread text.").waits
    post = fresh(post)
    assert (post.state, post.source) == (State.PUBLISHED, "Approved text.")
    assert "Unread" not in post.html
    assert post.pending.source == "Unread text."
    assert queue() == {post.pk: (False, True, 0)}


def test_a_second_waiting_edit_replaces_the_first(cast, thread):
    post = published(cast.newcomer, thread, cast, "Approved text.")
    change(cast.newcomer, post, "Unread text.")
    change(cast.newcomer, post, "Unread text, again.")
    assert revisions(post) == [
        (1, "Approved text.", "applied"),
        (2, "Unread text.", "replaced"),
        (3, "Unread text, again.", "pending"),
    ]
    assert queue() == {post.pk: (False, True, 0)}


def test_an_edit_that_needs_no_review_any_more_takes_the_waiting_one_out(cast, board, thread):
    post = published(cast.newcomer, thread, cast, "Approved text.")
    change(cast.newcomer, post, "Unread text.")
    Board.objects.filter(pk=board.pk).update(review=Board.Review.NONE)
    assert not change(cast.newcomer, post, "Final text.").waits
    assert (fresh(post).source, fresh(post).pending) == ("Final text.", None)
    assert queue() == {}


def test_a_held_post_is_simply_replaced(cast, thread):
    post = in_state(State.HELD, cast, thread)
    assert change(cast.newcomer, post, "Better words.").waits
    assert (fresh(post).source, fresh(post).state) == ("Better words.", State.HELD)
    assert revisions(post) == []
    assert queue() == {post.pk: (True, False, 0)}


def test_a_rejected_post_that_is_edited_is_held_again_with_the_new_text(cast, thread):
    post = in_state(State.REJECTED, cast, thread)
    assert queue() == {}
    assert change(cast.newcomer, post, "Without the advert.").waits
    post = fresh(post)
    assert (post.state, post.source, post.decision) == (State.HELD, "Without the advert.", None)
    assert queue() == {post.pk: (True, False, 0)}
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert fresh(post).position == 2
    assert_counters_are_right()


def test_a_rejected_opening_post_takes_its_thread_along_when_it_is_sent_again(cast, board):
    post = start(cast.newcomer, board)
    reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert fresh(post.thread).state == State.REJECTED
    change(cast.newcomer, post, "Without the advert.")
    assert fresh(post.thread).state == State.HELD
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert fresh(post.thread).state == State.PUBLISHED
    assert counts(board)["threads"] == 1
    assert_counters_are_right()


def test_the_text_that_stands_already_changes_nothing(cast, thread):
    post = reply(cast.member, thread, "The text.")
    assert not change(cast.member, post, "The text.").waits
    assert fresh(post).edits == 0
    rejected = in_state(State.REJECTED, cast, thread)
    change(cast.newcomer, rejected, rejected.source)
    assert fresh(rejected).state == State.REJECTED


def test_two_tabs_can_not_overwrite_each_other_unseen(cast, thread):
    post = reply(cast.member, thread, "First.")
    change(cast.member, post, "From the one tab.", edits=0)
    with pytest.raises(EditedMeanwhile) as caught:
        change(cast.member, post, "From the other tab.", edits=0)
    assert caught.value.post.source == "From the one tab."
    assert fresh(post).source == "From the one tab."


def test_the_same_edit_sent_twice_is_one_edit(cast, thread):
    post = reply(cast.member, thread, "First.")
    change(cast.member, post, "Second.", edits=0)
    change(cast.member, post, "Second.", edits=0)
    assert fresh(post).edits == 1


@pytest.mark.parametrize("who", ["member", "moderator", "administrator"])
def test_nobody_but_the_author_edits_a_post(cast, thread, who):
    post = Post.objects.get(thread=thread)
    with pytest.raises(Forbidden, match="Only its author"):
        change(getattr(cast, who), post, "Not mine.")


@pytest.mark.parametrize("state", [State.HIDDEN, State.REMOVED, State.WITHDRAWN])
def test_a_post_that_is_gone_can_not_be_edited(cast, thread, state):
    post = in_state(state, cast, thread)
    with pytest.raises(Forbidden, match="is gone"):
        change(post.author, post, "Again.")


def test_in_a_hidden_thread_nothing_is_edited(cast, thread):
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    with pytest.raises(Forbidden, match="is gone"):
        change(cast.author, Post.objects.get(thread=thread), "Again.")


def test_in_a_locked_thread_nothing_is_edited(cast, thread):
    mark(viewer=viewer(cast.moderator), thread_id=thread.pk, change=Mark.LOCK, reason=Reason.OTHER)
    with pytest.raises(Forbidden, match="locked"):
        change(cast.author, Post.objects.get(thread=thread), "Again.")


def test_without_consents_nothing_is_edited(cast, thread):
    Consent.objects.filter(member=cast.author).delete()
    with pytest.raises(Forbidden, match="accept the community rules"):
        change(cast.author, Post.objects.get(thread=thread), "Again.")


def test_a_text_beyond_the_limits_leaves_the_post_as_it_is(cast, thread):
    post = reply(cast.member, thread, "First.")
    with pytest.raises(TextRefused):
        change(cast.member, post, "x" * 600)
    assert fresh(post).source == "First."
    assert Thread.objects.get(pk=thread.pk).posts == 2
