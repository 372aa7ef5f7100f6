"""The world is as its story says, else the other tests here would prove nothing."""

import pytest

from forums.threads.models import Post, Thread
from forums.threads.recount import discrepancies
from tests.surfaces.test_every_page import WORD
from tests.surfaces.world import World

pytestmark = pytest.mark.django_db


def test_every_thread_and_post_stands_in_the_state_that_the_story_gave_it(world: World) -> None:
    for told in world.threads:
        assert (told.label, Thread.objects.get(pk=told.row.pk).state) == (told.label, told.state)
    for said in world.posts:
        assert (said.label, Post.objects.get(pk=said.row.pk).state) == (said.label, said.state)


def test_every_state_occurs_on_the_public_and_on_the_members_only_board(world: World) -> None:
    states = {"held", "published", "rejected", "withdrawn", "hidden", "removed"}
    for audience in ("public", "members"):
        assert {one.state for one in world.threads if one.audience == audience} == states
        assert {one.state for one in world.posts if one.thread.audience == audience} == states


def test_no_word_is_part_of_another(world: World) -> None:
    # A handle behind an alias is part of its address; test_aliases.py looks for it.
    words = [one.word for one in world.canaries if one.kind != "behind"]
    assert len(words) == len(set(words))
    assert all(WORD.fullmatch(word) for word in words)
    assert not [(one, other) for one in words for other in words if one != other and one in other]


def test_the_counters_of_the_world_are_right(world: World) -> None:
    assert not list(discrepancies())
