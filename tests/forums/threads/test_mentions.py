"""Naming a member with an @."""

from django.urls import reverse

from forums.following.models import Follow
from forums.notices.models import Notice
from forums.review.approve import approve
from forums.threads.mentions import MOST
from forums.threads.quotes import quotation_of
from medigest.members.models import Block
from tests.conftest import make_member, reply, start, viewer
from tests.forums.helpers import fresh


def told(member):
    return list(Notice.objects.filter(member=member, kind="mention").values_list("event_id", flat=True))


def people(client, board, beginning):
    answer = client.get(reverse("forums:people", args=[board.slug]), {"q": beginning})
    return answer.json()["handles"]


def test_whoever_is_named_is_told_once_and_the_name_leads_to_their_page(cast, thread):
    post = reply(cast.author, thread, "Ask @Mina-Member, I say. @mina-member knows. Not @nobody-here.")
    assert post.html.count('<a href="/members/mina-member/">') == 2
    assert "<a" not in post.html.split("Not")[1]
    assert told(cast.member) == [post.pk]


def test_one_whom_it_answers_is_told_of_an_answer_only(cast, thread):
    reply(cast.member, thread, "As you say, @ada-author.")
    assert told(cast.author) == []
    assert Notice.objects.filter(member=cast.author, kind="answer").count() == 1


def test_who_blocked_the_writer_or_muted_the_thread_is_not_told(cast, thread):
    Block.objects.create(member=cast.member, blocked=cast.author)
    Follow.objects.create(member=cast.editor, thread=thread, level=Follow.Level.MUTED)
    reply(cast.author, thread, "@mina-member @edda-editor")
    assert told(cast.member) == told(cast.editor) == []


def test_a_post_that_waits_tells_nobody_until_it_is_published(cast, thread):
    post = reply(cast.newcomer, thread, "Hello @mina-member.")
    assert told(cast.member) == []
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert told(cast.member) == [post.pk]


def test_whoever_is_quoted_by_name_is_told_of_an_answer(cast, thread):
    quoted = reply(cast.member, thread, "I walk.")
    post = reply(cast.newcomer, thread, f"{quotation_of(quoted.pk, 2, 'I walk.')}Me too.")
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert list(Notice.objects.filter(member=cast.member).values_list("kind", "event_id")) == [("answer", post.pk)]


def test_a_quotation_names_nobody_anew(cast, thread):
    reply(cast.author, thread, "> Ask @mina-member\n\nI did.")
    assert told(cast.member) == []


def test_ten_thousand_names_reach_a_few_and_cost_no_more_than_they_do(cast, thread, django_assert_max_num_queries):
    names = [make_member(f"name-{number}", consented=False) for number in range(MOST + 2)]
    few = " ".join(f"@{one.handle}" for one in names)
    with django_assert_max_num_queries(70):
        post = reply(cast.author, thread, few + " " + " ".join(f"@n{number}" for number in range(900)))
    assert fresh(post).html.count("<a ") == MOST
    assert Notice.objects.filter(kind="mention").count() == MOST


def test_an_at_offers_those_who_write_on_the_board_and_nobody_else(cast, board, thread, quiet, enter):
    reply(cast.member, thread)
    reply(cast.newcomer, thread, "This waits.")
    start(cast.moderator, quiet)
    client = enter(cast.author)
    assert people(client, board, "MI") == ["mina-member"]
    assert people(client, board, "ne") == people(client, board, "mo") == people(client, board, "ad") == []
    assert people(client, quiet, "mo") == ["mo-moderator"]
    assert people(client, board, "m") == []
