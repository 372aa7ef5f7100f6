"""Upward talk. Inside the transaction: `conditions_created`, `articles_changed`. On commit: `article_published`."""

from django.dispatch import Signal

# sent with ids: list[int]; a receiver that raises undoes the creation
conditions_created = Signal()
# sent with ids: list[int] of conditions whose published article reads anew, inside the transaction
articles_changed = Signal()
# sent with condition_id: int, revision_id: int, once the revision is committed
article_published = Signal()
