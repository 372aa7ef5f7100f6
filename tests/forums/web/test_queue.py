"""The queue's page: its order, its filters, taking items, and deciding about several at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from forums.review.claims import claim
from forums.review.models import QueueItem
from forums.review.reasons import Reason
from forums.review.report import report
from forums.threads.edit import edit
from forums.threads.models import State
from medigest.audit.models import Decision
from medigest.kit import clock
from tests.conftest import start, viewer
from tests.forums.helpers import fresh, in_state

QUEUE = "/moderation/"
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


def titles(answer):
    return [item.thread_title for item in answer.context["items"]]


@pytest.fixture
def several(cast, board, quiet):
    """An ordinary item, the oldest; one that is pressing; one that is about a life, the youngest; one elsewhere."""
    for hours, (where, reason) in enumerate(
        [(board, Reason.SPAM), (board, Reason.HARASSMENT), (board, Reason.SELF_HARM)]
    ):
        with clock.at(MOMENT + timedelta(hours=hours)):
            post = start(cast.author, where, title=f"About {reason.name.lower()}")
            report(viewer=viewer(cast.member), post_id=post.pk, reason=reason, note="")
    with clock.at(MOMENT + timedelta(hours=4)):
        start(cast.newcomer, quiet, title="Held elsewhere")


def test_the_urgent_comes_first_and_then_what_waits_longest(cast, several, enter):
    assert titles(enter(cast.moderator).get(QUEUE)) == [
        "About self_harm",
        "About harassment",
        "About spam",
        "Held elsewhere",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=held", ["Held elsewhere"]),
        ("kind=report&reason=spam", ["About spam"]),
        ("board=quiet-room", ["Held elsewhere"]),
        ("board=the QUIET room", ["Held elsewhere"]),
        ("board=nowhere", []),
        ("kind=nonsense&reason=nonsense&board=quiet-room", ["Held elsewhere"]),
    ],
)
def test_the_queue_is_narrowed_by_kind_reason_and_board(cast, several, enter, query, found):
    assert titles(enter(cast.moderator).get(f"{QUEUE}?{query}")) == found


def test_a_board_that_a_moderator_does_not_look_after_narrows_to_nothing(cast, several, enter):
    answer = enter(cast.local).get(f"{QUEUE}?board=quiet-room")
    assert titles(answer) == []
    assert "You look after no board of the name" in answer.content.decode()


def test_each_item_stands_on_one_page_and_only_one(cast, board, enter):
    for number in range(45):
        start(cast.newcomer, board, title=f"Number {number:02}")
    client, found, url = enter(cast.moderator), [], QUEUE
    while url:
        answer = client.get(url)
        found += titles(answer)
        url = answer.context["next_url"] and QUEUE + answer.context["next_url"]
    assert found == [f"Number {number:02}" for number in range(45)]


def test_the_filter_goes_along_from_decision_to_decision(cast, several, board, enter):
    second = start(cast.newcomer, board, title="Held here")
    client = enter(cast.moderator)
    first = client.post("/moderation/next/?kind=held")
    assert first.url.endswith("?kind=held")
    held = QueueItem.objects.exclude(post=second).get(held=True)
    answer = client.post(
        reverse("moderation:decide", args=[held.post_id, "approve"]) + "?kind=held", {"reason": "fine"}
    )
    assert answer.url == reverse("moderation:item", args=[second.pk]) + "?kind=held"
    assert fresh(QueueItem.objects.get(post=second)).claimed_by == cast.moderator


def test_what_another_has_taken_is_said_and_the_words_are_kept(cast, thread, enter):
    post = in_state(State.HELD, cast, thread)
    item = QueueItem.objects.get(post=post)
    claim(viewer=viewer(cast.local), item_id=item.pk)
    client = enter(cast.moderator)
    assert "lou-local is at it" in client.get(QUEUE).content.decode()
    said = {"reason": "spam", "statement": "These are my words."}
    answer = client.post(reverse("moderation:decide", args=[post.pk, "reject"]), said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "lou-local has taken this item" in page
    assert "These are my words." in page
    client.post(reverse("moderation:claim", args=[item.pk, "take-over"]))
    assert client.post(reverse("moderation:decide", args=[post.pk, "reject"]), said).status_code == 302
    assert fresh(post).state == State.REJECTED


@pytest.mark.parametrize("action", ["take", "release", "pass-on"])
def test_taking_an_item_that_is_gone_meanwhile_is_answered_kindly(cast, thread, enter, action):
    assert enter(cast.moderator).post(reverse("moderation:claim", args=[10**6, action])).status_code == 404


def test_several_are_first_shown_and_then_decided(cast, thread, enter):
    held = [in_state(State.HELD, cast, thread) for _each in range(3)]
    reported = in_state(State.PUBLISHED, cast, thread)
    report(viewer=viewer(cast.member), post_id=reported.pk, reason=Reason.SPAM, note="")
    items = list(QueueItem.objects.order_by("pk"))
    claim(viewer=viewer(cast.local), item_id=items[0].pk)
    client, count = enter(cast.moderator), Decision.objects.count()
    chosen = {"item": [item.pk for item in items], "action": "reject"}
    page = client.post("/moderation/bulk/", chosen).content.decode()
    assert "Nothing is decided yet" in page
    assert "lou-local has taken it." in page
    assert page.count("Its author keeps the text.") == 2
    assert page.count("This decision does not fit it.") == 1
    assert Decision.objects.count() == count

    lacking = client.post("/moderation/bulk/", chosen | {"do": "confirm", "reason": "spam", "statement": ""})
    assert (lacking.status_code, Decision.objects.count()) == (422, count)
    said = {"do": "confirm", "reason": "spam", "statement": "All three advertise."}
    answer = client.post("/moderation/bulk/", chosen | said, follow=True).content.decode()
    assert "2 items are decided. 2 were left as they were" in answer
    assert [fresh(post).state for post in held] == [State.HELD, State.REJECTED, State.REJECTED]
    assert fresh(reported).state == State.PUBLISHED


def test_what_may_be_about_a_life_is_never_decided_with_others(cast, several, enter):
    item = QueueItem.objects.get(reason="self-harm")
    page = enter(cast.moderator).post("/moderation/bulk/", {"item": [item.pk], "action": "hide"}).content.decode()
    assert "this is decided on its own" in page


@pytest.mark.parametrize("data", [{}, {"action": "hide"}, {"item": ["1"], "action": "nonsense"}, {"item": "x"}])
def test_a_bulk_decision_without_items_or_action_says_what_is_missing(cast, thread, enter, data):
    answer = enter(cast.moderator).post("/moderation/bulk/", data)
    assert answer.status_code == 422
    assert "Mark the items that you mean" in answer.content.decode()


def test_what_was_marked_stays_marked_where_the_action_is_missing(cast, several, enter):
    items = list(QueueItem.objects.order_by("rank", "pk")[:2])
    page = enter(cast.moderator).post("/moderation/bulk/", {"item": [items[0].pk]}).content.decode()
    assert f'value="{items[0].pk}" form="bulk" checked' in page
    assert f'value="{items[1].pk}" form="bulk" checked' not in page


def test_the_text_as_it_was_reported_is_shown_where_it_says_something_else_now(cast, thread, enter):
    post = in_state(State.PUBLISHED, cast, thread)
    report(viewer=viewer(cast.member), post_id=post.pk, reason=Reason.SPAM, note="")
    edit(viewer=viewer(cast.author), post_id=post.pk, body="Harmless now.", opened_edits=0)
    page = enter(cast.moderator).get(reverse("moderation:item", args=[post.pk])).content.decode()
    assert "A reply that shall be published." in page
    assert "reports so far: 1, upheld 0, not upheld 0" in page


def test_what_may_hurt_is_covered_until_it_is_asked_for(cast, several, enter):
    page = enter(cast.moderator).get(QUEUE).content.decode()
    assert page.count("This may be hard to read.") == 2
