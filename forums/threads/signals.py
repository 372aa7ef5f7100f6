"""Upward talk. Inside the transaction: `content_changed`. On commit: `post_published`, `post_decided`."""

from django.dispatch import Signal

# sent with post_ids: list[int], inside the transaction; a receiver that raises undoes the change
content_changed = Signal()
# sent with post_id: int, once the post is committed
post_published = Signal()
# sent with decision_id: int, once a decision about a post or a thread is committed
post_decided = Signal()
