"""Start a thread."""

from datetime import UTC, datetime

import pytest

from forums.boards.models import Board
from forums.threads import start as starting
from forums.threads.models import Post, State, Thread
from forums.threads.submission import SentBefore, TextRefused
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.markup import MAX_LENGTH
from medigest.kit.refusals import Forbidden
from medigest.members.models import Consent
from tests.conftest import make_member, start, viewer
from tests.forums.helpers import assert_counters_are_right, counts, fresh, queue

MOMENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_members_thread_is_published_with_its_opening_post_at_position_one(cast, board):
    with clock.at(MOMENT):
        post = start(cast.author, board, title="  How do   you wait? ", body="Between *scans*.")
    thread = fresh(post.thread)
    assert (thread.state, thread.title, thread.slug) == (State.PUBLISHED, "How do you wait?", "how-do-you-wait")
    assert (thread.posts, thread.last_position, thread.last_post_at) == (1, 1, MOMENT)
    post = fresh(post)
    assert (post.state, post.position, post.published_at, post.opening) == (State.PUBLISHED, 1, MOMENT, True)
    assert "<em>scans</em>" in post.html
    assert post.source == "Between *scans*."


def test_a_published_thread_is_counted_on_its_board_at_once(cast, board):
    with clock.at(MOMENT):
        start(cast.author, board)
    assert counts(board) == {"threads": 1, "posts": 1, "last_post_at": MOMENT, "sections": {}}
    assert_counters_are_right()


def test_a_thread_about_a_section_is_counted_for_that_section(cast, board):
    for key in ("symptoms", "symptoms", "treatment"):
        start(cast.author, board, section_key=key, section_heading=key.title())
    assert counts(board)["sections"] == {"symptoms": 2, "treatment": 1}
    assert_counters_are_right()


def test_a_newcomers_thread_is_held_counted_nowhere_and_queued(cast, board):
    post = start(cast.newcomer, board, section_key="symptoms")
    assert (fresh(post).state, fresh(post).position) == (State.HELD, None)
    thread = fresh(post.thread)
    assert (thread.state, thread.posts, thread.last_position) == (State.HELD, 0, 0)
    assert counts(board) == {"threads": 0, "posts": 0, "last_post_at": None, "sections": {}}
    assert queue() == {post.pk: (True, False, 0)}
    assert_counters_are_right()


def test_publishing_is_no_decision(cast, board):
    before = Decision.objects.count()
    start(cast.author, board)
    start(cast.newcomer, board)
    assert Decision.objects.count() == before


@pytest.mark.parametrize(
    ("review", "who", "state"),
    [
        (Board.Review.NONE, "newcomer", State.PUBLISHED),
        (Board.Review.NEWCOMERS, "newcomer", State.HELD),
        (Board.Review.NEWCOMERS, "member", State.PUBLISHED),
        (Board.Review.EVERYONE, "member", State.HELD),
        (Board.Review.EVERYONE, "moderator", State.PUBLISHED),
        (Board.Review.EVERYONE, "local", State.PUBLISHED),
    ],
)
def test_the_boards_review_says_whose_posts_are_held(cast, board, review, who, state):
    board.review = review
    board.save()
    assert start(getattr(cast, who), board).state == state


def test_a_member_is_a_newcomer_until_three_posts_were_published(cast, board):
    open_board = Board.objects.create(slug="open", title="Open", review=Board.Review.NONE)
    states = []
    for _ in range(3):
        states.append(start(cast.newcomer, board).state)
        start(cast.newcomer, open_board)
    assert [*states, start(cast.newcomer, board).state] == [State.HELD] * 3 + [State.PUBLISHED]


def test_the_same_form_twice_makes_one_thread_and_the_second_answer_is_the_first_result(cast, board):
    form = {"viewer": viewer(cast.author), "board": board, "title": "Twice sent", "body": "Once.", "key": "form-0001"}
    first, second = starting.start(**form), starting.start(**form)
    assert (first.repeated, second.repeated) == (False, True)
    assert (second.post.pk, second.thread.pk) == (first.post.pk, first.thread.pk)
    assert Thread.objects.filter(title="Twice sent").count() == 1
    assert_counters_are_right()


def test_the_same_key_with_another_text_makes_nothing_and_names_the_first_post(cast, board):
    first = start(cast.author, board, body="The first text.", key="form-0001")
    with pytest.raises(SentBefore) as caught:
        start(cast.author, board, body="Another text.", key="form-0001")
    assert caught.value.post.pk == first.pk
    assert Post.objects.filter(submission_key="form-0001").count() == 1


def test_the_same_key_of_two_members_makes_two_threads(cast, board):
    start(cast.author, board, key="form-0001")
    start(cast.member, board, key="form-0001")
    assert Post.objects.filter(submission_key="form-0001").count() == 2


def test_without_todays_consents_nobody_starts_a_thread(cast, board):
    member = make_member("noah-new", consented=False)
    with pytest.raises(Forbidden, match="accept the community rules"):
        start(member, board)
    old = make_member("olga-old")
    Consent.objects.filter(member=old, kind=Consent.Kind.RULES).update(version="2020-01")
    with pytest.raises(Forbidden, match="accept the community rules"):
        start(old, board)
    assert not Thread.objects.filter(author__in=[member, old]).exists()


def test_a_withdrawn_consent_counts_no_more(cast, board):
    Consent.objects.filter(member=cast.author).update(withdrawn_at=MOMENT)
    with pytest.raises(Forbidden, match="accept the community rules"):
        start(cast.author, board)


def test_a_visitor_is_asked_to_log_in(board):
    with pytest.raises(Forbidden, match="Log in"):
        starting.start(viewer=viewer(None), board=board, title="A visitor", body="Hello.", key="form-0001")


@pytest.mark.parametrize(
    ("title", "body", "field", "words"),
    [
        ("Hey", "A text.", "title", "at least 5"),
        ("  a  b ", "A text.", "title", "at least 5"),
        ("A good title", "  \n\t ", "body", "write something"),
        ("A good title", "words " * (MAX_LENGTH // 6 + 1), "body", "too long"),
        ("A good title", "x" * 600, "body", "a word of more than"),
        ("A good title", "\n" * 600 + "x", "body", "too many lines"),
    ],
)
def test_a_text_beyond_the_limits_is_refused_in_words_and_nothing_is_made(cast, board, title, body, field, words):
    with pytest.raises(TextRefused, match=words) as caught:
        start(cast.author, board, title=title, body=body)
    assert caught.value.field == field
    assert counts(board)["threads"] == 0
    assert not Thread.objects.filter(board=board).exists()


def test_a_title_without_a_letter_that_fits_an_address_still_gets_one(cast, board):
    thread = start(cast.author, board, title="???????").thread
    assert thread.slug == "thread"
    assert thread.get_absolute_url().endswith(f"/{thread.pk}/thread/")
