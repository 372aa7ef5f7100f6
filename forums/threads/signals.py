"""Upward talk, inside the transaction: a receiver that raises undoes the change."""

from django.dispatch import Signal

# sent with post_ids: list[int]
content_changed = Signal()
# sent with new_id: int and old_id: int: what else is kept by board follows to the new one
board_adopted = Signal()
# sent with thread_id: int, while a thread still stands on the board that it leaves
thread_leaving = Signal()
# sent with source_id: int, target_id: int and beyond: int, once posts of one thread stand in another beyond that place
posts_moved = Signal()
# sent with post_id: int, where a post is published for the first time
post_published = Signal()
# sent with post_id: int and by_id: int, where a post was chosen as the answer to its thread's question
answer_accepted = Signal()
# sent with decision_id: int, where a post, a thread or an appeal was decided about
post_decided = Signal()
