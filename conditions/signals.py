"""Upward talk. Inside the transaction: all but the last. On commit: `article_published`."""

from django.dispatch import Signal


class Refused(Exception):
    """A room above refuses what was about to happen; the message says why, and how to go on."""


# sent with ids: list[int]; a receiver that raises undoes the creation
conditions_created = Signal()
# sent with ids: list[int] of conditions whose published article reads anew, or is listed no more, or again
articles_changed = Signal()
# sent with ids: list[int], of conditions whose name or definition changed
conditions_described = Signal()
# sent with pairs: dict[int, set[int]], ancestors and what comes newly beneath them, and confirmed: bool; a receiver
# whose grants would reach further raises Refused unless that was confirmed
hierarchy_growing = Signal()
# sent with survivor_id: int, merged_id: int; a receiver moves what is kept beside the merged one, or raises Refused
conditions_merging = Signal()
# sent with correction_id: int, member_id: int | None, who proposed it
correction_decided = Signal()
# sent with decision_id: int, of a decision that makes a member an editor or no more
editor_decided = Signal()
# sent with condition_id: int, revision_id: int, once the revision is committed
article_published = Signal()
