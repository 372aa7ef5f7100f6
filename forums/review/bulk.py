"""Several decisions at once: first what would happen, then each by the verb that takes it alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forums.review import approve, attend, hide, look_behind, reject, restore
from forums.review.claims import ClaimedByAnother
from forums.review.deciding import AlreadyDecided
from forums.review.models import QueueItem
from forums.review.reasons import Reason, Urgency
from forums.threads.models import Post, State
from medigest.audit.models import Decision
from medigest.kit.refusals import Forbidden
from medigest.members.viewer import Viewer

# What can be decided about one post; the address names it.
POST_VERBS: dict[str, Callable[..., Decision]] = {
    "approve": approve.approve,
    "reject": reject.reject,
    "hide": hide.hide,
    "restore": restore.restore,
    "attend": attend.attend,
    look_behind.ACTION: look_behind.look_behind,
}
BULK = ("approve", "reject", "hide")
MOST = 50


@dataclass(frozen=True)
class Foreseen:
    """What a bulk decision would do with one item; `why_not` says why nothing, where it would not be touched."""

    item: QueueItem
    what: str
    why_not: str


def foresee(viewer: Viewer, item_ids: Sequence[int], action: str) -> list[Foreseen]:
    """What `action` would do with each item that the viewer may decide about, in the order of the queue."""
    items = QueueItem.objects.visible_to(viewer).filter(pk__in=item_ids[:MOST], post__isnull=False)
    items = items.select_related("claimed_by", "post__thread__board", "post__author", "post__pending")
    return [_foreseen(viewer, item, item.post, action) for item in items.order_by("rank", "pk") if item.post]


def _foreseen(viewer: Viewer, item: QueueItem, post: Post, action: str) -> Foreseen:
    holder = item.holder(viewer)
    what = effect(post, action, reported=item.reports > 0)
    if holder is not None:
        return Foreseen(item, "", _("%(handle)s has taken it.") % {"handle": holder.handle})
    if item.urgency == Urgency.CRISIS:
        return Foreseen(item, "", _("Somebody may be in danger: this is decided on its own."))
    return Foreseen(item, what, "" if what else _("This decision does not fit it."))


def effect(post: Post, action: str, *, reported: bool) -> str:
    """What the action does with a post in the state that it has now; empty where it does not fit."""
    if action == "approve" and post.state == State.HELD:
        return _("It is published.")
    if action in ("approve", "reject") and post.state == State.PUBLISHED and post.pending:
        return _("The edit is published.") if action == "approve" else _("The edit is not taken.")
    if action == "approve" and post.state == State.PUBLISHED and reported:
        return _("It stays, and its reports are answered.")
    if action == "reject" and post.state == State.HELD:
        return _("It is not published. Its author keeps the text.")
    if action == "hide" and post.state == State.PUBLISHED:
        return _("It is hidden. A stub stays in its place.")
    return ""


@dataclass(frozen=True)
class Outcome:
    """How many were decided, and how many were left as they were: somebody was quicker."""

    decided: int
    left: int


def decide_all(*, viewer: Viewer, item_ids: Sequence[int], action: str, reason: Reason, statement: str) -> Outcome:
    """Decide each item that `foresee` finds fit, one transaction each. Raises ReasonOwed before any is decided."""
    foreseen = foresee(viewer, item_ids, action)
    decided = 0
    for one in foreseen:
        if one.why_not or one.item.post_id is None:
            continue
        try:
            POST_VERBS[action](viewer=viewer, post_id=one.item.post_id, reason=reason, statement=statement)
        except (AlreadyDecided, ClaimedByAnother, Forbidden, Post.DoesNotExist):
            continue
        decided += 1
    return Outcome(decided, len(foreseen) - decided)
