"""Four moderators in four processes work off one queue: nothing is decided twice, and every counter is right."""

import multiprocessing

import pytest
from django.db import connections

from forums.boards.appoint import appoint
from forums.review.approve import approve
from forums.review.claims import claim_next
from forums.review.models import QueueItem
from forums.review.reject import reject
from forums.threads.models import Post, State
from medigest.audit.models import Decision
from medigest.audit.seal import seal
from medigest.audit.verify import verify
from tests.conftest import make_member, viewer
from tests.forums.helpers import SAID, assert_counters_are_right

pytestmark = pytest.mark.usefixtures("committing_db")

ITEMS, MODERATORS = 200, 4


def _work(member, decided):
    """Take and decide until nothing is free, as one process."""
    moderator = viewer(member)
    while item := claim_next(viewer=moderator, waiting=QueueItem.objects.all()):
        if item.post_id % 2:
            approve(viewer=moderator, post_id=item.post_id)
        else:
            reject(viewer=moderator, post_id=item.post_id, **SAID)
        decided.put(item.post_id)
    connections.close_all()


def test_two_hundred_items_are_decided_by_four_processes_once_each(cast, thread):
    posts = Post.objects.bulk_create(
        Post(
            thread=thread, author=cast.newcomer, source="It waits.", html="<p>It waits.</p>", submission_key=f"key-{n}"
        )
        for n in range(ITEMS)
    )
    QueueItem.objects.bulk_create(
        QueueItem(post=post, board=thread.board, held=True, since=post.created_at) for post in posts
    )
    moderators = [make_member(f"mod-{n}") for n in range(MODERATORS)]
    for member in moderators:
        appoint(member_id=member.pk, board_id=None)
    connections.close_all()  # a connection must not be shared with the processes that follow
    context = multiprocessing.get_context("fork")
    decided = context.Queue()
    workers = [context.Process(target=_work, args=(member, decided)) for member in moderators]
    for worker in workers:
        worker.start()
    done = [decided.get(timeout=60) for _each in range(ITEMS)]
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0

    assert sorted(done) == sorted(post.pk for post in posts)
    assert Decision.objects.filter(action__in=["approve", "reject"], actor__in=moderators).count() == ITEMS
    assert not QueueItem.objects.exists()
    assert not Post.objects.filter(thread=thread, state=State.HELD).exists()
    assert_counters_are_right()
    assert seal() >= ITEMS
    assert verify().first_altered is None
