"""Move, split and merge: every post keeps one place, every old place leads to it, and nobody reads more than before."""

import random

import pytest
from django.urls import reverse

from forums.boards.models import Board
from forums.review.deciding import AlreadyDecided
from forums.review.hide import hide, hide_thread
from forums.review.merge import merge
from forums.review.models import QueueItem
from forums.review.move import move
from forums.review.reasons import Reason
from forums.review.report import report
from forums.review.split import CannotSplit, split
from forums.threads.models import Post, State, Thread, Trace
from medigest.kit.refusals import Forbidden
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, assert_counters_are_right, fresh, in_state

WHY = {"reason": Reason.OFF_TOPIC}


@pytest.fixture
def other(db):
    """Another public board."""
    return Board.objects.create(slug="other", title="The other board")


@pytest.fixture
def talk(cast, thread):
    """The thread with four replies; the posts by their places."""
    for number in range(2, 6):
        reply(cast.member, thread, f"Post number {number}.", reply_to=1)
    return {post.position: post for post in Post.objects.filter(thread=thread)}


def places(thread):
    return list(Post.objects.filter(thread=thread).order_by("position").values_list("position", flat=True))


def test_a_thread_moves_with_its_counters_and_its_place_in_the_queue(cast, thread, talk, board, other, enter):
    report(viewer=viewer(cast.author), post_id=talk[2].pk, reason=Reason.SPAM, note="")
    held = in_state(State.HELD, cast, thread)
    move(viewer=viewer(cast.moderator), thread_id=thread.pk, board=other, **WHY)
    assert (fresh(other).threads, fresh(other).posts, fresh(board).posts) == (1, 5, 0)
    assert set(QueueItem.objects.values_list("board__slug", flat=True)) == {"other"}
    assert fresh(held).thread.board == other
    assert_counters_are_right()
    answer = enter(None).get(thread.get_absolute_url(), follow=True)
    assert answer.redirect_chain == [(fresh(thread).get_absolute_url(), 301)]
    assert "Post number 2." in answer.content.decode()


def test_a_section_belongs_to_its_article_and_does_not_move_along(cast, board, other):
    post = start(cast.author, board, section_key="symptoms", section_heading="Symptoms")
    move(viewer=viewer(cast.moderator), thread_id=post.thread_id, board=other, **WHY)
    assert (fresh(post).thread.section_key, fresh(other).sections, fresh(board).sections) == ("", {}, {})
    assert_counters_are_right()


def test_nobody_comes_to_read_what_was_written_for_fewer(cast, thread, other, quiet):
    within = start(cast.author, quiet)
    with pytest.raises(Forbidden, match="members only"):
        move(viewer=viewer(cast.moderator), thread_id=within.thread_id, board=other, **WHY)
    with pytest.raises(Forbidden, match="members only"):
        merge(viewer=viewer(cast.moderator), thread_id=within.thread_id, into_id=thread.pk, **WHY)
    Board.objects.filter(pk=other.pk).update(indexable=True)
    with pytest.raises(Forbidden, match="search engines"):
        move(viewer=viewer(cast.moderator), thread_id=thread.pk, board=fresh(other), **WHY)


def test_a_thread_that_moves_to_fewer_readers_is_gone_for_the_others_at_once(cast, thread, quiet, enter):
    move(viewer=viewer(cast.moderator), thread_id=thread.pk, board=quiet, **WHY)
    assert enter(None).get(thread.get_absolute_url()).status_code == 404
    assert enter(cast.member).get(thread.get_absolute_url(), follow=True).status_code == 200


def test_both_boards_must_be_the_moderators(cast, thread, other):
    elsewhere = start(cast.author, other)
    with pytest.raises(Forbidden):
        move(viewer=viewer(cast.local), thread_id=thread.pk, board=other, **WHY)
    with pytest.raises(Forbidden):
        merge(viewer=viewer(cast.local), thread_id=thread.pk, into_id=elsewhere.thread_id, **WHY)
    with pytest.raises(Forbidden):
        split(viewer=viewer(cast.author), thread_id=thread.pk, positions=[1], title="A new title", **WHY)


def test_a_thread_that_stands_there_already_does_not_move(cast, thread, board):
    with pytest.raises(AlreadyDecided):
        move(viewer=viewer(cast.moderator), thread_id=thread.pk, board=board, **WHY)


def test_split_posts_get_places_of_their_own_and_their_old_places_lead_there(cast, thread, talk, enter):
    hide(viewer=viewer(cast.moderator), post_id=talk[4].pk, **SAID)
    made, decision = split(
        viewer=viewer(cast.moderator), thread_id=thread.pk, positions=[5, 3, 4], title="About  waiting", **WHY
    )
    made = fresh(made)
    assert (made.title, made.author, made.posts, made.state) == ("About waiting", cast.member, 2, State.PUBLISHED)
    assert (places(thread), places(made)) == ([1, 2], [1, 2, 3])
    assert [fresh(talk[number]).opening for number in (1, 3, 5)] == [True, True, False]
    assert (decision.action, decision.member) == ("split", cast.member)
    assert_counters_are_right()
    client = enter(None)
    old = client.get(thread.get_absolute_url()).content.decode()
    assert "Post number 3." not in old
    assert old.count("This post was moved to another thread.") == 3
    assert 'id="post-3"' in old
    moved = client.get(reverse("forums:post", args=[talk[3].pk]))
    assert moved.url == made.get_absolute_url() + "#post-1"
    # The answer goes on after the places that were.
    assert reply(cast.author, fresh(thread)).position == 6
    assert_counters_are_right()


def test_an_answer_to_a_post_that_moved_names_nobody_of_another_thread(cast, thread, talk, enter):
    made, _decision = split(viewer=viewer(cast.moderator), thread_id=thread.pk, positions=[3], title="A title", **WHY)
    hide_thread(viewer=viewer(cast.moderator), thread_id=thread.pk, **SAID)
    page = enter(None).get(fresh(made).get_absolute_url()).content.decode()
    assert "In reply to" not in page
    assert "ada-author" not in page


@pytest.mark.parametrize(
    ("positions", "title", "why"),
    [
        ([], "A title", "Name between one"),
        ([1, 2], "A title", "opening post stays"),
        ([9], "A title", "no post number 9"),
        ([2], "x", "title of at least"),
    ],
)
def test_what_cannot_be_split_off_is_said_and_nothing_changes(cast, thread, talk, positions, title, why):
    with pytest.raises(CannotSplit, match=why):
        split(viewer=viewer(cast.moderator), thread_id=thread.pk, positions=positions, title=title, **WHY)
    assert (Thread.objects.filter(title=title).count(), places(thread)) == (0, [1, 2, 3, 4, 5])


def test_a_merged_thread_leads_to_the_other_at_every_place(cast, board, thread, talk, enter):
    into = start(cast.author, board, title="The other thread")
    waiting = in_state(State.HELD, cast, thread)
    merge(viewer=viewer(cast.moderator), thread_id=thread.pk, into_id=into.thread_id, **WHY)
    assert [place for place in places(into.thread) if place] == [1, 2, 3, 4, 5, 6]
    assert (fresh(waiting).thread_id, fresh(thread).state, fresh(thread).posts) == (into.thread_id, State.REMOVED, 0)
    assert (fresh(board).threads, fresh(board).posts) == (1, 6)
    assert_counters_are_right()
    for who in (None, cast.author, cast.moderator):
        answer = enter(who).get(thread.get_absolute_url())
        assert (answer.status_code, answer.url) == (301, fresh(into).thread.get_absolute_url() + "#post-2")
    # Written while it was merged: the reply goes where the thread is now.
    url = reverse("forums:reply", args=[board.slug, thread.pk, thread.slug])
    enter(cast.member).post(url, {"body": "Still here.", "key": "a-key-of-mine"})
    assert Post.objects.get(source="Still here.").thread_id == into.thread_id


def test_a_merged_thread_tells_nothing_of_a_thread_that_may_not_be_seen(cast, thread, quiet, enter):
    into = start(cast.author, quiet)
    merge(viewer=viewer(cast.moderator), thread_id=thread.pk, into_id=into.thread_id, **WHY)
    assert enter(None).get(thread.get_absolute_url()).status_code == 404


def test_threads_that_were_merged_twice_lead_to_the_last(cast, board, thread, talk, enter):
    second, third = start(cast.author, board, title="Second"), start(cast.author, board, title="Third")
    merge(viewer=viewer(cast.moderator), thread_id=thread.pk, into_id=second.thread_id, **WHY)
    merge(viewer=viewer(cast.moderator), thread_id=second.thread_id, into_id=third.thread_id, **WHY)
    assert enter(None).get(thread.get_absolute_url()).url.startswith(fresh(third).thread.get_absolute_url())
    assert_counters_are_right()


def test_splitting_and_merging_in_any_order_leaves_one_place_for_each_post_and_no_gap(cast, board, thread, talk):
    chance, moderator = random.Random(7), viewer(cast.moderator)
    for number in range(12):
        alive = list(Thread.objects.filter(state=State.PUBLISHED, board=board))
        one = chance.choice(alive)
        found = [place for place in places(one) if place and not Post.objects.get(thread=one, position=place).opening]
        if len(alive) > 1 and chance.random() < 0.4:
            into = chance.choice([other for other in alive if other != one])
            merge(viewer=moderator, thread_id=one.pk, into_id=into.pk, **WHY)
        elif found:
            chosen = chance.sample(found, chance.randint(1, len(found)))
            split(viewer=moderator, thread_id=one.pk, positions=chosen, title=f"Part {number}", **WHY)
        reply(cast.author, chance.choice(list(Thread.objects.filter(state=State.PUBLISHED, board=board))))
        assert_counters_are_right()
    for trace in Trace.objects.select_related("post__thread"):
        assert trace.post.thread.merged_into_id is None
