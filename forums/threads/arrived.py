"""What came into a thread while somebody was writing there."""

from forums.threads.hearing import blocked_writer
from forums.threads.models import Post, State, Thread
from medigest.members.viewer import Viewer

MOST = 20


def arrived(*, viewer: Viewer, thread: Thread, seen: int | None, key: str) -> int:
    """How many posts of others, up to MOST, stand beyond the position that was the last when the form was opened.

    None where the form names no position, nor where it was taken already; whom the writer blocked holds nobody up.
    """
    if seen is None or seen >= thread.last_position:
        return 0
    if Post.objects.filter(author_id=viewer.member_id, submission_key=key).exists():
        return 0
    beyond = Post.objects.filter(thread=thread, position__gt=seen, state=State.PUBLISHED)
    others = beyond.exclude(author_id=viewer.member_id).exclude(blocked_writer(viewer.member_id or 0))
    return len(others.values_list("pk")[:MOST])
