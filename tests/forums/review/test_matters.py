"""Other matters than posts wait in the same queue."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from forums.review.matters import settle, wait
from forums.review.models import QueueItem
from forums.review.reasons import Urgency
from tests.conftest import viewer
from tests.forums.helpers import in_state

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


def appeal(board, **more):
    wait(matter="appeal", matter_id=7, board_id=board.pk, heading="An appeal", url="/there/", since=MOMENT, **more)


def test_a_matter_waits_once_and_until_it_is_settled(cast, board):
    appeal(board)
    appeal(board, urgency=Urgency.URGENT)
    assert QueueItem.objects.get().urgency == Urgency.URGENT
    settle(matter="appeal", matter_id=7)
    assert not QueueItem.objects.exists()


def test_whoever_must_not_decide_a_matter_does_not_find_it(cast, board):
    appeal(board, not_for_id=cast.moderator.pk)
    assert not QueueItem.objects.visible_to(viewer(cast.moderator)).exists()
    assert QueueItem.objects.visible_to(viewer(cast.local)).exists()


def test_the_queue_leads_to_the_page_that_decides_it(cast, board, enter):
    appeal(board)
    client = enter(cast.moderator)
    page = client.get("/moderation/?kind=appeal").content.decode()
    assert "An appeal" in page
    assert client.post("/moderation/next/").url == "/there/"


def test_an_item_is_a_post_or_another_matter(cast, board, thread):
    post = in_state("held", cast, thread)
    with pytest.raises(IntegrityError):
        QueueItem.objects.filter(post=post).update(matter="appeal", matter_id=3)
