"""Who may react to what, that the post counts right, and what its author is told."""

import pytest
from django.urls import reverse

from forums.notices import kinds
from forums.notices.models import Notice
from forums.reactions.erase import erase_reactions
from forums.reactions.models import Reaction
from forums.reactions.react import react, take_back
from forums.reactions.read import discrepancies
from forums.review.hide import hide, hide_thread
from forums.threads.models import ReactionKind, State
from medigest.kit.refusals import Forbidden
from medigest.members.blocks.block import block
from tests.conftest import make_member, reply, viewer
from tests.forums.helpers import SAID, fresh, in_state
from tests.racing import race

THANKS, HELPFUL, WITH_YOU = ReactionKind


@pytest.fixture
def said(cast, thread):
    """What Ada wrote."""
    return reply(cast.author, thread, "Take the early train.")


def numbers(post) -> tuple[int, ...]:
    assert list(discrepancies()) == []
    post = fresh(post)
    return (post.thanks, post.helpful, post.with_you)


def told(member) -> list[str]:
    """What the member's notices of reactions say now, newest first."""
    rows = list(Notice.objects.shown().filter(member=member, kind="reaction").order_by("-pk"))
    say = kinds.tell(rows, viewer(member))
    return [say[row.pk].text if row.pk in say else "" for row in rows]


def test_a_member_counts_once_in_each_way_and_can_take_it_back(cast, said):
    for kind in (THANKS, THANKS, HELPFUL):
        react(viewer=viewer(cast.member), post_id=said.pk, kind=kind)
    react(viewer=viewer(cast.local), post_id=said.pk, kind=THANKS)
    assert numbers(said) == (2, 1, 0)
    for _ in range(2):
        take_back(member_id=cast.member.pk, post_id=said.pk, kind=THANKS)
    assert numbers(said) == (1, 1, 0)


def test_nobody_reacts_to_their_own_post_nor_without_being_allowed_to_write(cast, said):
    banned = make_member("ned-never-agreed", consented=False)
    for who in (cast.author, banned):
        with pytest.raises(Forbidden):
            react(viewer=viewer(who), post_id=said.pk, kind=THANKS)
    assert numbers(said) == (0, 0, 0)


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REMOVED])
def test_a_moderator_who_still_reads_a_post_that_is_not_published_can_not_react_to_it(cast, thread, state):
    post = in_state(state, cast, thread)
    with pytest.raises(Forbidden):
        react(viewer=viewer(cast.moderator), post_id=post.pk, kind=THANKS)


def test_its_author_is_told_once_a_post_of_how_many_without_names(cast, said):
    react(viewer=viewer(cast.member), post_id=said.pk, kind=THANKS)
    assert told(cast.author) == ["A member thanks you for a post."]
    for who in (cast.local, cast.newcomer):
        react(viewer=viewer(who), post_id=said.pk, kind=THANKS)
    assert told(cast.author) == ["3 members thank you for a post."]
    react(viewer=viewer(cast.newcomer), post_id=said.pk, kind=WITH_YOU)
    assert told(cast.author) == ["3 members reacted to a post of yours."]
    for kind in (THANKS, WITH_YOU):
        take_back(member_id=cast.newcomer.pk, post_id=said.pk, kind=kind)
    assert told(cast.author) == ["2 members thank you for a post."]


def test_whom_the_author_blocked_counts_for_readers_and_is_told_of_to_nobody(cast, said):
    block(member_id=cast.author.pk, blocked_id=cast.member.pk)
    react(viewer=viewer(cast.member), post_id=said.pk, kind=THANKS)
    assert told(cast.author) == []
    react(viewer=viewer(cast.local), post_id=said.pk, kind=THANKS)
    assert told(cast.author) == ["A member thanks you for a post."]
    assert numbers(said) == (2, 0, 0)


def test_of_a_hidden_post_nothing_is_told(cast, said):
    react(viewer=viewer(cast.member), post_id=said.pk, kind=THANKS)
    hide(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    assert told(cast.author) == [""]


def test_reactions_go_with_the_account(cast, said):
    for kind in ReactionKind:
        react(viewer=viewer(cast.member), post_id=said.pk, kind=kind)
    react(viewer=viewer(cast.local), post_id=said.pk, kind=HELPFUL)
    erase_reactions(member_id=cast.member.pk)
    assert numbers(said) == (0, 1, 0)


def test_the_page_shows_everybody_the_numbers_and_offers_buttons_to_those_who_may(cast, said, enter):
    react(viewer=viewer(cast.local), post_id=said.pk, kind=HELPFUL)
    page = said.thread.get_absolute_url()
    button = f'id="react-{said.pk}-thanks"'
    shown = {who: enter(who).get(page).content.decode() for who in (None, cast.author, cast.member)}
    assert all('Helpful <span class="num">1</span>' in text for text in shown.values())
    assert [button in text for text in shown.values()] == [False, False, True]
    # A page that was kept for visitors shows the next number at once.
    react(viewer=viewer(cast.member), post_id=said.pk, kind=HELPFUL)
    assert 'Helpful <span class="num">2</span>' in enter(None).get(page).content.decode()


def test_a_form_leads_back_to_the_post_and_a_script_gets_its_bar(cast, said, enter):
    client, url = enter(cast.member), reverse("forums:react", args=[said.pk, "thanks"])
    assert client.post(url).url.endswith(f"#post-{said.position}")
    bar = client.post(url, {"do": "take"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in bar
    assert 'aria-pressed="true"' not in bar
    assert not Reaction.objects.exists()
    hide_thread(viewer=viewer(cast.moderator), thread_id=said.thread_id, **SAID)
    assert client.post(url).status_code == 404


@pytest.mark.usefixtures("committing_db")
def test_two_clicks_at_once_count_once(cast, thread):
    said = reply(cast.author, thread)
    clicks = [lambda: react(viewer=viewer(cast.member), post_id=said.pk, kind=THANKS)] * 4
    assert race(clicks) == [None] * 4
    assert numbers(said) == (1, 0, 0)
