"""Block a member: their posts are folded for who blocked them, and they never learn of it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from medigest.members.blocks.block import block
from medigest.members.blocks.read import who_blocked
from medigest.members.models import Block, Member
from tests.conftest import reply, start

FOLD = "You blocked this member. Show the post"


def url(member) -> str:
    return reverse("members:block", args=[member.handle])


@pytest.fixture
def talk(cast, board):
    board.review = board.Review.NONE
    board.save()
    opening = start(cast.author, board)
    reply(cast.member, opening.thread)
    return opening.thread


def test_the_posts_of_a_blocked_member_are_folded_for_who_blocked_them_alone(cast, talk, enter):
    client = enter(cast.member)
    assert FOLD not in client.get(talk.get_absolute_url()).content.decode()
    assert client.post(url(cast.author), {"do": "block"}).status_code == 302
    page = client.get(talk.get_absolute_url()).content.decode()
    assert page.count(FOLD) == 1
    assert "Between scans." in page
    for other in (cast.author, cast.newcomer, cast.moderator, None):
        assert FOLD not in enter(other).get(talk.get_absolute_url()).content.decode()


def test_nothing_tells_the_blocked(cast, talk, enter):
    author = enter(cast.author)
    pages = [talk.get_absolute_url(), reverse("members:profile", args=["mina-member"]), reverse("notices:index")]
    pages += [url(cast.member), reverse("members:settings"), reverse("members:blocks")]

    def seen() -> list[str]:
        texts = [author.get(page).content.decode() for page in pages]
        return [text.split("csrfmiddlewaretoken")[0] + text.split('">')[-1] for text in texts]

    before = seen()
    block(member_id=cast.member.pk, blocked_id=cast.author.pk)
    assert seen() == before


def test_a_block_is_taken_back(cast, talk, enter):
    client = enter(cast.member)
    client.post(url(cast.author), {"do": "block"})
    client.post(url(cast.author), {"do": "unblock"})
    assert not Block.objects.exists()
    assert FOLD not in client.get(talk.get_absolute_url()).content.decode()


def test_blocking_twice_is_blocking_once(cast, enter):
    for _ in range(2):
        enter(cast.member).post(url(cast.author), {"do": "block"})
    assert Block.objects.count() == 1


def test_nobody_blocks_themselves(cast, enter):
    assert enter(cast.member).post(url(cast.member), {"do": "block"}).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(member=cast.member, blocked=cast.member)


def test_the_list_shows_whom_one_blocked_and_nobody_elses(cast, enter):
    block(member_id=cast.member.pk, blocked_id=cast.author.pk)
    block(member_id=cast.newcomer.pk, blocked_id=cast.editor.pk)
    page = enter(cast.member).get(reverse("members:blocks")).content.decode()
    assert "ada-author" in page
    assert "edda-editor" not in page


def test_who_must_not_hear_from_an_author_is_one_question(cast):
    block(member_id=cast.member.pk, blocked_id=cast.author.pk)
    block(member_id=cast.newcomer.pk, blocked_id=cast.editor.pk)
    hearing = Member.objects.exclude(pk__in=who_blocked(cast.author.pk))
    assert cast.member not in hearing
    assert cast.newcomer in hearing


def test_the_way_back_never_leads_to_another_site(cast, enter):
    answer = enter(cast.member).post(url(cast.author), {"do": "block", "next": "https://evil.example/"})
    assert answer.url == reverse("members:blocks")
