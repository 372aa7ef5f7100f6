"""The order of locks: thread first, board last and shortest (DESIGN section 2)."""

from forums.boards.models import Board
from forums.threads.models import Post, Thread


def lock_thread(thread_id: int) -> Thread:
    """The thread with its board, its row locked until the transaction ends. Raises Thread.DoesNotExist."""
    return Thread.objects.select_for_update(of=("self",)).select_related("board").get(pk=thread_id)


def lock_post(post_id: int) -> tuple[Post, Thread]:
    """The post as it stands once its thread is locked. Raises Post.DoesNotExist."""
    thread_id = Post.objects.values_list("thread_id", flat=True).get(pk=post_id)
    thread = lock_thread(thread_id)
    post = Post.objects.select_related("pending", "author").get(pk=post_id)
    post.thread = thread
    return post, thread


def lock_board(board_id: int) -> Board:
    """The board's row, locked until the transaction ends."""
    return Board.objects.select_for_update().get(pk=board_id)
