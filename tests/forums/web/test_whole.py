"""The page of a whole thread: move, merge, split, label, close after a date; and prepared statements."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forums.boards.models import Board
from forums.review.models import Canned
from forums.threads.models import State, Thread
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import reply, start
from tests.forums.helpers import fresh, in_state

SAID = {"reason": "off-topic", "statement": "It belongs there."}


def change(thread, action):
    return reverse("moderation:change", args=[thread.pk, action])


def test_a_thread_is_moved_by_the_boards_name(cast, thread, enter):
    other = Board.objects.create(slug="other", title="The other board")
    answer = enter(cast.moderator).post(change(thread, "move"), SAID | {"board": "the OTHER board"})
    assert answer.url == fresh(thread).get_absolute_url()
    assert fresh(thread).board == other
    assert Decision.objects.latest("pk").statement == SAID["statement"]


@pytest.mark.parametrize("into", ["{url}", "{pk}", "https://example.org{url}?page=2#post-3"])
def test_a_thread_is_merged_by_the_others_address(cast, board, thread, enter, into):
    other = start(cast.author, board, title="The other").thread
    named = into.format(url=other.get_absolute_url(), pk=other.pk)
    answer = enter(cast.local).post(change(thread, "merge"), SAID | {"into": named})
    assert answer.url == other.get_absolute_url()
    assert fresh(thread).merged_into == other


def test_posts_are_split_off_by_their_numbers(cast, thread, enter):
    for _each in range(4):
        reply(cast.member, thread)
    sent = SAID | {"positions": "2, 4 - 5", "title": "Another subject"}
    answer = enter(cast.local).post(change(thread, "split"), sent)
    made = Thread.objects.get(title="Another subject")
    assert (answer.url, made.posts, fresh(thread).posts) == (made.get_absolute_url(), 3, 2)


@pytest.mark.parametrize(
    ("action", "data", "said"),
    [
        ("move", {"board": "nowhere"}, "You look after no board of that name"),
        ("move", {"board": ""}, "This field is required"),
        ("merge", {"into": "somewhere"}, "no address of a thread"),
        ("merge", {"into": "999999"}, "There is no other thread"),
        ("split", {"positions": "two", "title": "A title"}, "is no number of a post"),
        ("split", {"positions": "1-5000", "title": "A title"}, "more than can be split off"),
        ("split", {"positions": "7", "title": "A title"}, "no post number 7"),
        ("close", {"closes_at": "tomorrow"}, "Enter a valid date"),
    ],
)
def test_what_does_not_do_is_said_beside_its_field_and_the_words_are_kept(cast, thread, enter, action, data, said):
    answer = enter(cast.moderator).post(change(thread, action), SAID | data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert SAID["statement"] in page


def test_what_would_widen_the_audience_is_refused_with_the_reason(cast, board, quiet, enter):
    within = start(cast.author, quiet).thread
    answer = enter(cast.moderator).post(change(within, "move"), SAID | {"board": board.slug})
    assert answer.status_code == 403
    assert "written for members only" in answer.content.decode()
    assert SAID["statement"] in answer.content.decode()


def test_a_label_stands_beside_the_title(cast, board, thread, enter):
    client = enter(cast.local)
    client.post(change(thread, "label"), SAID | {"label": "Solved"})
    for url in (board.url, thread.get_absolute_url()):
        assert "Solved" in enter(None).get(url).content.decode()
    assert client.post(change(thread, "label"), SAID | {"label": "Solved"}).status_code == 409
    client.post(change(thread, "label"), SAID | {"label": ""})
    assert fresh(thread).label == ""


def test_a_thread_closes_by_itself_after_its_date(cast, thread, enter):
    soon = clock.now() + timedelta(hours=2)
    enter(cast.local).post(change(thread, "close"), SAID | {"closes_at": soon.strftime("%Y-%m-%dT%H:%M")})
    assert "takes replies until" in enter(None).get(thread.get_absolute_url()).content.decode()
    reply(cast.member, thread)
    with clock.at(clock.now() + timedelta(hours=3)):
        with pytest.raises(Forbidden, match="locked"):
            reply(cast.member, thread)
        assert "This thread is locked" in enter(cast.member).get(thread.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["member", "author"])
def test_nobody_else_changes_a_thread(cast, thread, enter, who):
    assert enter(getattr(cast, who)).post(change(thread, "label"), SAID | {"label": "Mine"}).status_code == 403
    assert fresh(thread).label == ""


STATEMENT = {"title": "Adverts", "reason": "selling", "text": "We take no adverts.", "board": ""}


def test_a_prepared_statement_is_offered_and_sent_where_none_is_written(cast, board, thread, enter):
    client = enter(cast.local)
    client.post("/moderation/statements/", STATEMENT | {"board": board.slug})
    prepared = Canned.objects.get()
    post = in_state(State.HELD, cast, thread)
    assert "Adverts" in client.get(reverse("moderation:item", args=[post.pk])).content.decode()
    answer = client.post(
        reverse("moderation:decide", args=[post.pk, "reject"]),
        {"reason": "fine", "canned": prepared.pk, "statement": ""},
    )
    decision = Decision.objects.latest("pk")
    assert (answer.status_code, decision.reason, decision.statement) == (302, "selling", "We take no adverts.")


def test_a_prepared_statement_of_another_board_is_not_offered(cast, quiet, thread, enter):
    Canned.objects.create(board=quiet, reason="spam", title="Quiet please", text="Hush.")
    post = in_state(State.HELD, cast, thread)
    assert "Quiet please" not in enter(cast.moderator).get(reverse("moderation:item", args=[post.pk])).content.decode()


def test_prepared_statements_are_changed_and_taken_away_by_those_who_look_after_the_board(cast, board, enter):
    client, site = enter(cast.local), enter(cast.moderator)
    refused = client.post("/moderation/statements/", STATEMENT)
    assert (refused.status_code, Canned.objects.count()) == (422, 0)
    assert "only moderators of the whole site write for all" in refused.content.decode()
    site.post("/moderation/statements/", STATEMENT)
    assert "Choose another name" in site.post("/moderation/statements/", STATEMENT).content.decode()
    url = reverse("moderation:statement", args=[Canned.objects.get().pk])
    assert client.get(url).status_code == 404
    site.post(url, STATEMENT | {"text": "No adverts, please."})
    assert Canned.objects.get().text == "No adverts, please."
    site.post(url, {"do": "remove"})
    assert not Canned.objects.exists()
