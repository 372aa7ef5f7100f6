"""Upward talk. Inside the transaction: `content_changed`. On commit: `post_published`."""

from django.dispatch import Signal

# sent with post_ids: list[int], inside the transaction; a receiver that raises undoes the change
content_changed = Signal()
# sent with post_id: int, once the post is committed
post_published = Signal()
