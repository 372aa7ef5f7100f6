"""The pages of rules, and of what a board holds back."""

import pytest
from django.urls import reverse

from forums.rules.models import Rule
from medigest.audit.models import Decision
from tests.conftest import reply, start
from tests.forums.helpers import fresh

RULE = {"name": "Shops", "kind": "words", "text": "otter shop", "action": "hold", "message": "", "active": "on"}


def shops():
    return Rule.objects.filter(name="Shops")


def test_a_rule_is_tried_before_it_is_kept(cast, board, quiet, thread, enter):
    reply(cast.author, thread, "Go to the Otter  Shop.")
    start(cast.author, quiet, title="Quiet words", body="An otter shop.")
    answer = enter(cast.local).post("/moderation/rules/", RULE | {"board": board.slug, "do": "try"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "It would have caught 1 of the last 2 posts" in page
    assert "otter shop" in page
    assert not shops().exists()


def test_a_trial_shows_a_moderator_nothing_of_boards_that_are_not_theirs_but_what_everybody_reads(cast, thread, enter):
    held = reply(cast.newcomer, thread, "otter shop, held")
    elsewhere = start(cast.newcomer, thread.board.__class__.objects.create(slug="far", title="Far"), body="otter shop")
    answer = enter(cast.local).post("/moderation/rules/", RULE | {"do": "try"})
    caught = [post.pk for post, _what in answer.context["caught"].newest]
    assert held.pk in caught
    assert elsewhere.pk not in caught


def test_a_rule_is_kept_changed_and_switched_off_on_record(cast, board, enter):
    client = enter(cast.local)
    client.post("/moderation/rules/", RULE | {"board": board.slug})
    url = reverse("moderation:rule", args=[shops().get().pk])
    client.post(url, {name: value for name, value in RULE.items() if name != "active"} | {"board": board.slug})
    assert not shops().get().active
    assert Decision.objects.filter(action="write-rule", actor=cast.local).count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "pattern", "text": "(a"}, "The pattern can&#x27;t be read"),
        ({"text": " "}, "Write what to look for"),
        ({"board": "nowhere"}, "You look after no board of that name"),
        ({"board": ""}, "only moderators of the whole site write for all"),
        ({"action": "label"}, "Write the label that readers see"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(cast, board, enter, change, said):
    answer = enter(cast.local).post("/moderation/rules/", RULE | {"board": board.slug} | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not shops().exists()


def test_a_board_is_arranged_by_its_moderators(cast, board, quiet, enter):
    client = enter(cast.local)
    url = reverse("moderation:board", args=[board.slug])
    assert client.post(url, {"review": "links", "hide_at": "3", "slow_after": "30"}).status_code == 302
    assert (fresh(board).review, fresh(board).hide_at, fresh(board).slow_after) == ("links", 3, 30)
    assert client.post(url, {"review": "nonsense", "hide_at": "-1", "slow_after": ""}).status_code == 422
    assert client.get(reverse("moderation:board", args=[quiet.slug])).status_code == 404
