"""A seeded forum is as the verbs would have left it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from conditions.catalogue.relate import relate
from conditions.models import Closure, Condition
from forums.boards.models import Board
from forums.review.models import QueueItem
from forums.search.find import find
from forums.search.index import index_posts
from forums.search.models import PostEntry
from forums.search.query import parse
from forums.threads.models import Post, State, Thread
from forums.threads.recount import discrepancies
from medigest.kit import markup
from medigest.members.models import Member
from medigest.ops.seed.texts import EVERY_SECOND
from tests.conftest import Cast, reply, viewer

pytestmark = pytest.mark.django_db


def seed(**numbers: int) -> None:
    call_command("seed_forum", **{"conditions": 9, "threads": 30, "posts": 1500, "members": 20} | numbers, verbosity=0)


def test_counters_index_and_texts_of_a_seeded_forum_are_what_the_verbs_would_have_made(cast: Cast) -> None:
    seed()
    assert list(discrepancies()) == []
    assert Post.objects.filter(submission_key__startswith="seed-").count() == 1500
    for post in Post.objects.filter(submission_key__startswith="seed-")[:20]:
        assert post.html == markup.render(post.source)
    entries = list(PostEntry.objects.order_by("pk").values())
    index_posts(list(Post.objects.values_list("pk", flat=True)))
    assert list(PostEntry.objects.filter(pk__in=[one["post_id"] for one in entries]).order_by("pk").values()) == entries
    held = Post.objects.filter(state=State.HELD)
    assert set(QueueItem.objects.values_list("post", flat=True)) == set(held.values_list("pk", flat=True))
    assert find(viewer=viewer(None), query=parse(EVERY_SECOND)).posts


def test_what_comes_after_a_seeding_takes_the_next_place_and_key(cast: Cast) -> None:
    seed()
    thread = Thread.objects.latest("pk")
    post = reply(cast.member, thread)
    assert post.position == thread.last_position + 1
    assert list(discrepancies()) == []


def test_the_seeded_hierarchy_is_closed_as_the_verb_closes_it(db: None) -> None:
    seed(posts=60)
    before = set(Closure.objects.values_list("ancestor", "descendant"))
    leaf = Condition.objects.latest("pk")
    parents = list(leaf.parent_links.values_list("parent_id", flat=True))
    relate(child_id=leaf.pk, parent_ids=[])
    relate(child_id=leaf.pk, parent_ids=parents)
    assert set(Closure.objects.values_list("ancestor", "descendant")) == before
    assert Board.objects.filter(condition=leaf).exists()


def test_the_same_numbers_and_seed_make_the_same_forum_and_a_second_one_beside_it(db: None) -> None:
    seed(posts=60)
    seed(posts=60)
    posts = list(Post.objects.order_by("pk").values_list("source", "state", "position"))
    assert posts[:60] == posts[60:]
    assert Member.objects.count() == 40


def test_production_refuses_invented_posts() -> None:
    with override_settings(PRODUCTION=True), pytest.raises(CommandError):
        seed()
