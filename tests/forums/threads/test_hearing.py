import pytest

from forums.following.follow import follow_thread
from forums.following.models import Follow
from forums.notices.models import Notice
from forums.threads.arrived import arrived
from forums.threads.block_alias import block_alias
from forums.threads.mentions import taking_part
from forums.threads.models import Alias, AliasBlock, Post, Thread
from forums.threads.rows import with_authors
from forums.threads.unblock_alias import unblock_alias
from medigest.kit.refusals import Forbidden
from medigest.members.blocks.block import block
from tests.conftest import Cast, reply, start, viewer

pytestmark = pytest.mark.django_db


def _folded(cast: Cast, post: Post) -> bool:
    row = with_authors(Post.objects.filter(pk=post.pk), viewer(cast.author)).get()
    return bool(row.author_blocked)  # type: ignore[attr-defined]  # annotated


def _told(cast: Cast) -> int:
    return Notice.objects.filter(member=cast.author, kind="answer").count()


def test_a_block_of_an_alias_folds_its_posts_and_no_others_of_the_member(
    cast: Cast, board: object, thread: Thread
) -> None:
    hidden, named = reply(cast.member, thread, alias="Grey Heron"), start(cast.member, thread.board)
    block_alias(member_id=cast.author.pk, alias_id=Alias.objects.get().pk)
    assert (_folded(cast, hidden), _folded(cast, named)) == (True, False)


def test_a_block_of_a_member_leaves_what_they_write_under_an_alias(cast: Cast, thread: Thread) -> None:
    block(member_id=cast.author.pk, blocked_id=cast.member.pk)
    under, named = reply(cast.member, thread, alias="Grey Heron"), start(cast.member, thread.board)
    assert (_folded(cast, under), _folded(cast, named)) == (False, True)
    assert arrived(viewer=viewer(cast.author), thread=thread, seen=0, key="new") == 1
    assert _told(cast) == 1


def test_nobody_hears_from_an_alias_that_they_blocked(cast: Cast, thread: Thread) -> None:
    reply(cast.member, thread, alias="Grey Heron")
    block_alias(member_id=cast.author.pk, alias_id=Alias.objects.get().pk)
    Notice.objects.all().delete()
    reply(cast.member, thread)
    assert _told(cast) == 0
    assert arrived(viewer=viewer(cast.author), thread=thread, seen=0, key="new") == 0


def test_a_block_of_a_member_keeps_no_notice_of_their_alias_from_who_watches(
    cast: Cast, thread: Thread, django_capture_on_commit_callbacks: object
) -> None:
    follow_thread(viewer=viewer(cast.local), thread=thread, level=Follow.Level.WATCHING)
    block(member_id=cast.local.pk, blocked_id=cast.member.pk)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        reply(cast.member, thread, alias="Grey Heron")
    assert Notice.objects.filter(member=cast.local, kind="watched").exists()


def test_a_block_of_an_alias_is_taken_back(cast: Cast, thread: Thread) -> None:
    post = reply(cast.member, thread, alias="Grey Heron")
    for change in (block_alias, block_alias, unblock_alias, unblock_alias):
        change(member_id=cast.author.pk, alias_id=post.alias_id or 0)
    assert not AliasBlock.objects.exists()


def test_nobody_blocks_an_alias_of_their_own(cast: Cast, thread: Thread) -> None:
    post = reply(cast.member, thread, alias="Grey Heron")
    with pytest.raises(Forbidden):
        block_alias(member_id=cast.member.pk, alias_id=post.alias_id or 0)


def test_who_wrote_under_an_alias_alone_is_not_offered_to_be_named(cast: Cast, thread: Thread) -> None:
    reply(cast.member, thread, alias="Grey Heron")
    assert taking_part(viewer=viewer(cast.author), board=thread.board, beginning="mina") == []
    start(cast.member, thread.board)
    assert taking_part(viewer=viewer(cast.author), board=thread.board, beginning="mina") == [cast.member.handle]
