"""Upward talk. Inside the transaction: `content_changed`, `board_adopted`. On commit: the others."""

from django.dispatch import Signal

# sent with post_ids: list[int], inside the transaction; a receiver that raises undoes the change
content_changed = Signal()
# sent with new_id: int and old_id: int, inside the transaction: what else is kept by board follows to the new one
board_adopted = Signal()
# sent with post_id: int, once the post is committed
post_published = Signal()
# sent with decision_id: int, once a decision about a post or a thread is committed
post_decided = Signal()
