import pytest
from django.utils import timezone

from forums.boards.appoint import appoint
from forums.threads.models import Post, Thread
from forums.threads.rows import with_authors
from forums.threads.shown import Shown, member_shown, shown_author
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def _opening(thread: Thread) -> Post:
    return with_authors(Post.objects.filter(thread=thread, opening=True)).get()


def test_a_post_and_its_thread_are_shown_as_by_the_same_member(cast: Cast, thread: Thread) -> None:
    handle = cast.author.handle
    shown = Shown(handle, url=f"/members/{handle}/", block_url=f"/members/{handle}/block/")
    assert shown_author(_opening(thread)) == shown_author(thread) == shown
    assert member_shown(_opening(thread)) == cast.author


def test_whoever_is_about_to_go_is_shown_as_gone(cast: Cast, thread: Thread) -> None:
    cast.author.leaving_at = timezone.now()
    cast.author.save()
    assert shown_author(_opening(thread)) == Shown()


def test_a_moderator_of_the_board_has_a_badge_there(cast: Cast, thread: Thread) -> None:
    appoint(member_id=cast.author.pk, board_id=thread.board_id)
    assert shown_author(_opening(thread)).role == "moderator"


def test_an_office_is_a_badge_everywhere(cast: Cast, thread: Thread) -> None:
    cast.author.role = "editor"
    cast.author.save()
    assert shown_author(_opening(thread)).role == "editor"
