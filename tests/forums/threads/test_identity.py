import pytest

from forums.boards.models import Board
from forums.review.approve import approve
from forums.review.merge import merge
from forums.review.reasons import Reason
from forums.review.split import split
from forums.threads.edit import edit
from forums.threads.identity import identity_in
from forums.threads.mark import Mark, mark
from forums.threads.models import Alias, Post, Thread
from forums.threads.rows import listed, thread_row, with_authors
from forums.threads.shown import member_shown, shown_author
from forums.threads.submission import TextRefused
from medigest.kit.refusals import Forbidden
from tests.conftest import Cast, reply, start, viewer
from tests.forums.helpers import SAID, fresh

pytestmark = pytest.mark.django_db


def _name(post: Post) -> str:
    return shown_author(with_authors(Post.objects.filter(pk=post.pk)).get()).name


def _identity(cast: Cast, thread: Thread) -> tuple[str, bool]:
    found = identity_in(thread, viewer(cast.author))
    return found.alias.name if found.alias else "", found.fixed


def test_the_first_post_of_a_member_in_a_thread_chooses_who_they_are_there(cast: Cast, thread: Thread) -> None:
    first = reply(cast.member, thread, alias=" Grey   Heron ")
    second = reply(cast.member, thread)
    assert (_name(first), _name(second)) == ("Grey Heron", "Grey Heron")
    assert Alias.objects.get().thread_id == thread.pk


def test_an_alias_shows_nothing_of_the_member(cast: Cast, thread: Thread) -> None:
    post = reply(cast.editor, thread, alias="Grey Heron")
    approve(viewer=viewer(cast.moderator), post_id=post.pk)
    post = with_authors(Post.objects.filter(pk=post.pk)).get()
    shown = shown_author(post)
    assert (shown.url, shown.role, shown.alias) == ("", "", True)
    assert member_shown(post) is None
    assert cast.editor.handle not in repr(shown)


def test_whoever_starts_a_thread_under_an_alias_is_shown_so_in_lists(cast: Cast, board: Board) -> None:
    post = start(cast.author, board, alias="Grey Heron")
    assert _name(post) == "Grey Heron"
    assert thread_row(listed(Thread.objects.filter(pk=post.thread_id)).get()).author_handle == "Grey Heron"


def test_who_has_no_name_chosen_stays_themselves(cast: Cast, thread: Thread) -> None:
    reply(cast.member, thread)
    assert _name(reply(cast.member, thread)) == cast.member.handle


def test_nobody_takes_another_name_where_they_wrote_before(cast: Cast, thread: Thread) -> None:
    reply(cast.member, thread)
    with pytest.raises(TextRefused, match="as yourself before"):
        reply(cast.member, thread, alias="Grey Heron")
    assert not Alias.objects.exists()


def test_a_second_name_in_a_thread_is_refused_and_the_first_one_taken(cast: Cast, thread: Thread) -> None:
    reply(cast.member, thread, alias="Grey Heron")
    with pytest.raises(TextRefused, match="Grey Heron"):
        reply(cast.member, thread, alias="Red Kite")
    assert _name(reply(cast.member, thread, alias="Grey Heron")) == "Grey Heron"


def test_a_member_is_somebody_else_in_each_thread(cast: Cast, board: Board) -> None:
    one, other = start(cast.author, board, alias="Grey Heron"), start(cast.author, board, alias="Red Kite")
    assert (_name(one), _name(other)) == ("Grey Heron", "Red Kite")


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "x" * 31,
        "a\nb<",
        "-dash",
        "@mo",
        "mo-moderator",
        "MO-Moderator",
        "the real ada-author",
        "ADA-AUTHOR",
        "Admin",
    ],
)
def test_names_that_could_be_taken_for_somebody_are_refused(name: str, cast: Cast, board: Board) -> None:
    with pytest.raises(TextRefused) as refused:
        start(cast.author, board, alias=name)
    assert refused.value.field == "alias"
    assert not Thread.objects.filter(board=board).exists()


def test_two_in_a_thread_do_not_go_by_the_same_name(cast: Cast, board: Board) -> None:
    thread = start(cast.author, board, alias="Grey Heron").thread
    with pytest.raises(TextRefused, match="Somebody else"):
        reply(cast.member, thread, alias="grey heron")


def test_an_alias_goes_along_where_its_posts_are_split_off(cast: Cast, thread: Thread) -> None:
    post = reply(cast.member, thread, alias="Grey Heron")
    by, places = viewer(cast.moderator), [post.position or 0]
    made, _decision = split(viewer=by, thread_id=thread.pk, positions=places, title="Another matter", **SAID)
    assert thread_row(listed(Thread.objects.filter(pk=made.pk)).get()).author_handle == "Grey Heron"
    assert _name(reply(cast.member, made)) == "Grey Heron"
    assert _name(reply(cast.member, thread)) == "Grey Heron"
    assert Alias.objects.count() == 1


def test_after_a_merge_the_earlier_identity_of_the_target_stays_and_posts_keep_their_names(
    cast: Cast, board: Board
) -> None:
    one = start(cast.author, board, alias="Grey Heron")
    other = start(cast.author, board, alias="Red Kite")
    merge(viewer=viewer(cast.moderator), thread_id=one.thread_id, into_id=other.thread_id, reason=Reason.OTHER)
    assert (_name(fresh(one)), _name(fresh(other))) == ("Grey Heron", "Red Kite")
    assert _name(reply(cast.author, other.thread)) == "Red Kite"


def test_who_wrote_in_a_merged_thread_alone_keeps_that_name(cast: Cast, board: Board, thread: Thread) -> None:
    gone = start(cast.member, board, alias="Grey Heron").thread
    merge(viewer=viewer(cast.moderator), thread_id=gone.pk, into_id=thread.pk, reason=Reason.OTHER)
    assert _name(reply(cast.member, thread)) == "Grey Heron"


def test_under_an_alias_a_moderator_is_read_first_as_everybody_is(cast: Cast, board: Board, thread: Thread) -> None:
    Board.objects.filter(pk=board.pk).update(review=Board.Review.EVERYONE)
    under, named = reply(cast.local, thread, alias="Grey Heron"), start(cast.local, fresh(board))
    opening = start(cast.local, fresh(board), alias="Red Kite")
    assert [one.state for one in (under, named, opening)] == ["held", "published", "held"]
    approve(viewer=viewer(cast.moderator), post_id=under.pk)
    edit(viewer=viewer(cast.local), post_id=under.pk, body="I changed it.", opened_edits=0)
    assert fresh(under).pending is not None


def test_under_an_alias_a_moderator_writes_in_no_locked_thread(cast: Cast, thread: Thread) -> None:
    mark(viewer=viewer(cast.local), thread_id=thread.pk, change=Mark.LOCK, reason=Reason.OTHER)
    assert reply(cast.local, thread).pk
    with pytest.raises(Forbidden):
        reply(cast.moderator, thread, alias="Grey Heron")
    assert not Alias.objects.exists()


def test_what_waits_fixes_who_one_is_as_well(cast: Cast, thread: Thread) -> None:
    reply(cast.newcomer, thread, alias="Grey Heron")
    assert _name(reply(cast.newcomer, thread)) == "Grey Heron"


def test_nothing_is_fixed_before_the_first_post(cast: Cast, board: Board) -> None:
    thread = start(cast.member, board).thread
    assert _identity(cast, thread) == ("", False)
    reply(cast.author, thread, alias="Grey Heron")
    assert _identity(cast, thread) == ("Grey Heron", True)
