"""What a member's page shows of what they wrote: nothing, unless they say so, and only to who may read it."""

import pytest
from django.urls import reverse

from forums.activity.hide import hide
from forums.activity.show import show
from forums.review import hide as hiding
from forums.review.reasons import Reason
from medigest.kit.refusals import Forbidden
from medigest.members.consents.withdraw import withdraw
from medigest.members.models import Consent
from tests.conftest import reply, start, viewer

URL = reverse("activity:settings")


@pytest.fixture
def written(cast, board, quiet):
    """Ada wrote on the public board and in the quiet room."""
    for one in (board, quiet):
        one.review = one.Review.NONE
        one.save()
    opening = start(cast.author, board, title="A telling title")
    start(cast.author, quiet, title="A quiet title")
    return opening


def page(enter, who, of) -> str:
    return enter(who).get(reverse("members:profile", args=[of.handle])).content.decode()


def test_at_first_nobody_sees_it_not_even_moderators(cast, written, enter):
    for who in (cast.member, cast.moderator, cast.administrator):
        assert "title" not in page(enter, who, cast.author).split("<main")[1]


def test_who_shows_it_shows_it_to_other_members(cast, written, enter):
    enter(cast.author).post(URL, {"who": "members"})
    text = page(enter, cast.member, cast.author)
    assert "A telling title" in text
    assert "A quiet title" in text


def test_a_board_that_is_left_out_is_not_shown_and_others_are(cast, written, board, enter):
    enter(cast.author).post(URL, {"who": "members", "leave_out": [board.pk]})
    text = page(enter, cast.member, cast.author)
    assert "A telling title" not in text
    assert board.title not in text
    assert "A quiet title" in text


def test_what_is_hidden_removed_or_held_is_not_shown(cast, written, board, enter):
    show(member_id=cast.author.pk, leave_out=[])
    hiding.hide(viewer=viewer(cast.moderator), post_id=written.pk, reason=Reason.SPAM, statement="No.")
    board.review = board.Review.EVERYONE
    board.save()
    start(cast.author, board, title="A waiting title")
    for who in (cast.member, cast.moderator, cast.author):
        text = page(enter, who, cast.author)
        assert "A telling title" not in text
        assert "A waiting title" not in text


def test_a_hidden_thread_is_not_shown_with_the_replies_in_it(cast, written, enter):
    reply(cast.member, written.thread)
    show(member_id=cast.member.pk, leave_out=[])
    hiding.hide_thread(viewer=viewer(cast.moderator), thread_id=written.thread_id, reason=Reason.SPAM, statement="No.")
    for who in (cast.author, cast.moderator, cast.member):
        assert "A telling title" not in page(enter, who, cast.member)


def test_it_is_hidden_again_and_the_boards_left_out_are_remembered(cast, written, board, enter):
    show(member_id=cast.author.pk, leave_out=[board.pk])
    hide(member_id=cast.author.pk)
    assert "A quiet title" not in page(enter, cast.member, cast.author)
    form = enter(cast.author).get(URL).context["form"]
    assert (form["who"].value(), form["leave_out"].value()) == ("nobody", {board.pk})


def test_only_boards_on_which_one_wrote_are_offered(cast, written, board, quiet, enter):
    offered = dict(enter(cast.author).get(URL).context["form"].fields["leave_out"].choices)
    assert {board.pk, quiet.pk} <= set(offered)
    assert board.pk not in dict(enter(cast.member).get(URL).context["form"].fields["leave_out"].choices)
    assert enter(cast.member).post(URL, {"who": "members", "leave_out": [board.pk]}).status_code == 422


def test_without_the_consent_about_health_it_is_not_shown(cast, written, enter):
    show(member_id=cast.author.pk, leave_out=[])
    withdraw(member_id=cast.author.pk, kind=Consent.Kind.HEALTH_DATA)
    assert "A telling title" not in page(enter, cast.member, cast.author)
    with pytest.raises(Forbidden, match="health"):
        show(member_id=cast.author.pk, leave_out=[])
    answer = enter(cast.author).post(URL, {"who": "members"})
    assert answer.status_code == 422
    assert "health" in answer.content.decode()


def test_who_never_wrote_anything_finds_a_page_that_works(cast, enter):
    client = enter(cast.newcomer)
    assert client.get(URL).status_code == 200
    assert client.post(URL, {"who": "members"}).status_code == 302
    assert client.get(reverse("members:profile", args=[cast.newcomer.handle])).status_code == 200
