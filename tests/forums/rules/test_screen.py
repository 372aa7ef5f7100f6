"""Rules at work: warn, hold, put first, label; links, haste, pace and slow threads."""

from datetime import timedelta

import pytest
from django.core import signing

from forums.boards.models import Board
from forums.policy import MEMBERS_PACE, NEWCOMERS_PACE
from forums.review.models import QueueItem
from forums.review.reasons import Urgency
from forums.rules.models import Rule
from forums.rules.screen import Warned
from forums.threads.edit import edit
from forums.threads.models import Post, State
from forums.threads.submission import TextRefused
from medigest.kit import clock
from medigest.kit.refusals import TooMany
from medigest.members.models import Member
from tests.conftest import reply, viewer
from tests.forums.helpers import fresh, in_state
from tests.forums.web.pages import REPLY, reply_url


@pytest.fixture
def rule(db):
    """Make a rule for every board that looks for "cushion"."""

    def make(action, **more):
        return Rule.objects.create(name=action, kind="words", text="cushion", action=action, **more)

    return make


def test_what_a_rule_holds_waits_and_explains_itself(cast, thread, rule, enter):
    rule("hold", message="Shops sell these.")
    post = reply(cast.author, thread, "Buy a cushion.")
    assert post.state == State.HELD
    hit = {"name": "hold", "action": "hold", "message": "Shops sell these.", "what": "cushion"}
    assert post.found == [{"rule": Rule.objects.get(name="hold").pk} | hit]
    item = QueueItem.objects.get()
    assert (item.held, item.ruled, item.urgency) == (True, True, Urgency.ORDINARY)
    client = enter(cast.local)
    assert "Shops sell these." in client.get(f"/moderation/posts/{post.pk}/").content.decode()
    assert "How do you wait?" in client.get("/moderation/?kind=rule").content.decode()


def test_a_rule_puts_a_post_first(cast, thread, rule):
    in_state(State.HELD, cast, thread)
    rule("first")
    reply(cast.author, thread, "A cushion.")
    assert QueueItem.objects.order_by("rank").first().urgency == Urgency.URGENT


def test_a_labelled_post_is_published_with_its_label(cast, thread, rule, enter):
    rule("label", message="Speaks of cushions")
    assert reply(cast.author, thread, "A cushion.").state == State.PUBLISHED
    assert "Speaks of cushions" in enter(None).get(thread.get_absolute_url()).content.decode()


def test_an_author_is_warned_before_it_is_sent_and_then_it_is_taken(cast, thread, rule, enter):
    rule("warn", message="Is this a medical device?")
    with pytest.raises(Warned):
        reply(cast.author, thread, "A cushion.")
    client = enter(cast.author)
    answer = client.post(reply_url(thread), REPLY | {"body": "My cushion."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is this a medical device?" in page
    assert "My cushion." in page
    assert 'name="warned" value="on"' in page
    client.post(reply_url(thread), REPLY | {"body": "My cushion.", "warned": "on"})
    assert Post.objects.get(source="My cushion.").state == State.PUBLISHED


def test_an_edit_is_held_against_the_rules_too(cast, thread, rule):
    rule("hold")
    post = reply(cast.author, thread, "A chair.")
    assert edit(viewer=viewer(cast.author), post_id=post.pk, body="A cushion.", opened_edits=0).waits
    assert fresh(post).source == "A chair."


def test_rules_of_another_board_that_are_switched_off_or_for_its_moderators_find_nothing(cast, thread, quiet, rule):
    rule("hold", board=quiet)
    rule("first", active=False)
    assert reply(cast.author, thread, "A cushion.").state == State.PUBLISHED
    Rule.objects.filter(name="first").update(active=True)
    assert reply(cast.local, thread, "A cushion.").state == State.PUBLISHED


def test_a_board_can_hold_posts_with_links_only(cast, board, thread):
    Board.objects.filter(pk=board.pk).update(review="links")
    assert reply(cast.author, thread, "No address.").state == State.PUBLISHED
    assert reply(cast.author, thread, "See https://example.org/ there.").state == State.HELD


def test_a_newcomer_sends_two_links_and_no_more(cast, thread):
    links = [f"https://example.org/{number}" for number in range(3)]
    assert reply(cast.newcomer, thread, " ".join(links[:2])).state == State.HELD
    with pytest.raises(TextRefused, match="two links at most"):
        reply(cast.newcomer, thread, " ".join(links))
    assert reply(cast.author, thread, " ".join(links)).state == State.PUBLISHED


def test_a_newcomers_post_that_nobody_can_have_typed_so_soon_is_read_first(cast, thread, board, enter):
    Board.objects.filter(pk=board.pk).update(review="none")

    def sent(body, ago):
        stamp = signing.Signer(salt="began").sign(str(clock.now().timestamp() - ago))
        enter(cast.newcomer).post(reply_url(thread), {"body": body, "key": f"key-of-{ago:03}", "began": stamp})
        return Post.objects.get(source=body).state

    assert sent("In no time.", 1) == State.HELD
    assert sent("In good time.", 60) == State.PUBLISHED


def test_what_is_written_into_the_trap_is_not_sent_and_the_text_is_kept(cast, thread, enter):
    answer = enter(cast.author).post(reply_url(thread), REPLY | {"website": "https://example.org/"})
    assert (answer.status_code, REPLY["body"] in answer.content.decode()) == (422, True)
    assert not Post.objects.filter(source=REPLY["body"]).exists()


def test_whoever_uses_a_throw_away_address_stays_a_newcomer(cast, thread):
    Member.objects.filter(pk=cast.author.pk).update(email="ada@mailinator.com")
    assert reply(fresh(cast.author), thread).state == State.HELD


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize(("who", "pace"), [("newcomer", NEWCOMERS_PACE), ("author", MEMBERS_PACE)])
def test_the_pace_depends_on_the_standing(cast, thread, enter, who, pace):
    client = enter(getattr(cast, who))
    answers = [
        client.post(reply_url(thread), {"body": f"Number {number}.", "key": f"key-number-{number:02}"}).status_code
        for number in range(pace + 1)
    ]
    assert answers == [302] * pace + [429]


def test_in_a_slow_thread_each_writer_waits_between_two_posts(cast, thread, enter):
    enter(cast.local).post(
        f"/moderation/threads/{thread.pk}/change/slow/",
        {"minutes": "10", "hours": "2", "reason": "fine", "statement": "Take a breath."},
    )
    reply(cast.member, thread)
    with pytest.raises(TooMany):
        reply(cast.member, thread)
    reply(cast.local, thread)
    with clock.at(clock.now() + timedelta(minutes=11)):
        reply(cast.member, thread)
    with clock.at(clock.now() + timedelta(hours=3)):
        reply(cast.member, thread)
        reply(cast.member, thread)


def test_a_heated_thread_slows_down_by_its_boards_rule(cast, board, thread):
    Board.objects.filter(pk=board.pk).update(slow_after=3)
    for _each in range(2):
        reply(cast.member, thread)
    assert fresh(thread).slow == 0
    reply(cast.member, thread)
    assert fresh(thread).slow == 5
    with pytest.raises(TooMany):
        reply(cast.member, thread)
