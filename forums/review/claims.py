"""Claims: an item that a moderator has taken is theirs for a while, and everybody sees it.

A claim runs out by itself (compared at read, no job needed) and can be taken over, openly.
"""

from datetime import timedelta

from django.db import transaction

from forums import policy
from forums.review.models import PassedOn, QueueItem, QueueItemQuerySet
from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.viewer import Viewer

CLAIM = timedelta(minutes=15)


class ClaimedByAnother(Exception):
    """Somebody else is at it; `holder` is who. Nothing was changed."""

    def __init__(self, holder: Member | None) -> None:
        super().__init__("somebody else has taken this item")
        self.holder = holder


def claim(*, viewer: Viewer, item_id: int, take_over: bool = False) -> QueueItem:
    """Take an item for a while, or take it again for longer; with `take_over` from whoever has it.

    Raises Forbidden, ClaimedByAnother, QueueItem.DoesNotExist.
    """
    with transaction.atomic():
        item = _locked(viewer, item_id)
        holder = item.holder(viewer)
        if holder is not None and not take_over:
            raise ClaimedByAnother(holder)
        return _hold(item, viewer)


def claim_next(*, viewer: Viewer, waiting: QueueItemQuerySet) -> QueueItem | None:
    """Take the first of `waiting` that is free for the viewer, None where nothing is.

    Many at once take different items: what somebody is just taking is skipped, not waited for.
    """
    with transaction.atomic():
        free = waiting.visible_to(viewer).free_for(viewer)
        first = free.order_by("rank", "pk").select_for_update(skip_locked=True, of=("self",)).first()
        return _hold(first, viewer) if first else None


def release(*, viewer: Viewer, item_id: int) -> None:
    """Let go of an item that the viewer holds. Raises Forbidden, QueueItem.DoesNotExist."""
    with transaction.atomic():
        item = _locked(viewer, item_id)
        if item.claimed_by_id == viewer.member_id:
            _let_go(item)


def pass_on(*, viewer: Viewer, item_id: int) -> None:
    """Leave an item to the other moderators: it is not offered to the viewer again, and needs no reading to its end.

    Raises Forbidden, QueueItem.DoesNotExist.
    """
    with transaction.atomic():
        item = _locked(viewer, item_id)
        PassedOn.objects.get_or_create(item=item, member=viewer.member, defaults={"passed_at": clock.now()})
        if item.claimed_by_id == viewer.member_id:
            _let_go(item)


def enforce_free(viewer: Viewer, post_id: int) -> None:
    """Raise ClaimedByAnother where somebody else holds the post's item. Called with the post's thread locked."""
    item = QueueItem.objects.filter(post=post_id).select_related("claimed_by").first()
    holder = item.holder(viewer) if item else None
    if holder is not None:
        raise ClaimedByAnother(holder)


def _locked(viewer: Viewer, item_id: int) -> QueueItem:
    item = QueueItem.objects.select_for_update(of=("self",)).select_related("claimed_by").get(pk=item_id)
    policy.enforce(policy.why_not_moderate(QueueItem.objects.visible_to(viewer).filter(pk=item_id).exists()))
    return item


def _hold(item: QueueItem, viewer: Viewer) -> QueueItem:
    item.claimed_by, item.claimed_until = viewer.member, clock.now() + CLAIM
    item.save(update_fields=["claimed_by", "claimed_until"])
    return item


def _let_go(item: QueueItem) -> None:
    item.claimed_by = item.claimed_until = None
    item.save(update_fields=["claimed_by", "claimed_until"])
