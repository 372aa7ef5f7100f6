"""Pictures: chosen, sent with a text, shown to whoever reads it, taken off, and gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from forums.boards.models import Board
from forums.pictures import files
from forums.pictures.attach import MOST
from forums.pictures.detach import detach
from forums.pictures.models import Picture
from forums.review.approve import approve
from forums.review.hide import hide
from forums.review.reject import reject
from forums.rules.models import Rule
from forums.threads.edit import edit, key_of
from forums.threads.models import Post, Thread
from forums.threads.remove import remove
from forums.threads.submission import TextRefused
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import Cast, make_member, reply, start, viewer
from tests.forums.helpers import SAID, fresh
from tests.forums.pictures import drawing
from tests.forums.pictures.drawing import choose, stored

pytestmark = pytest.mark.django_db
KEY = "a-form-of-mine"


def who_sees(picture: Picture, cast: Cast) -> set[str]:
    people = {"visitor": None, "member": cast.member, "author": cast.author, "moderator": cast.moderator}
    return {name for name, one in people.items() if Picture.objects.visible_to(viewer(one)).filter(pk=picture.pk)}


def change(post: Post, body: str) -> None:
    assert post.author
    edit(viewer=viewer(post.author), post_id=post.pk, body=body, opened_edits=fresh(post).edits)


def everybody_is_read_first(board: Board) -> None:
    Board.objects.filter(pk=board.pk).update(review=Board.Review.EVERYONE)


EVERYBODY, AUTHOR_AND_MODERATOR = {"visitor", "member", "author", "moderator"}, {"author", "moderator"}


def test_until_it_is_sent_only_its_owner_sees_it(cast: Cast) -> None:
    assert who_sees(choose(cast.author, KEY), cast) == {"author"}


def test_it_goes_with_the_post_that_its_form_makes(cast: Cast, thread: Thread) -> None:
    picture, elsewhere = choose(cast.author, KEY), choose(cast.author, "another-form")
    others = choose(cast.member, KEY)
    post = reply(cast.author, thread, key=KEY)
    assert list(post.pictures.all()) == [picture]
    assert who_sees(picture, cast) == EVERYBODY
    assert (fresh(elsewhere).post, fresh(others).post) == (None, None)


def test_an_opening_post_takes_its_pictures_along_too(cast: Cast, board: Board) -> None:
    picture = choose(cast.author, KEY)
    assert fresh(picture).post is None
    assert list(start(cast.author, board, key=KEY).pictures.all()) == [picture]


def test_it_shares_the_state_of_its_post(cast: Cast, thread: Thread) -> None:
    picture = choose(cast.author, KEY)
    post = reply(cast.author, thread, key=KEY)
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert who_sees(picture, cast) == AUTHOR_AND_MODERATOR
    remove(viewer=viewer(cast.author), post_id=post.pk)
    assert who_sees(picture, cast) == AUTHOR_AND_MODERATOR


def test_a_newcomers_picture_is_read_first_where_nobody_else_is(cast: Cast, thread: Thread, board: Board) -> None:
    Board.objects.filter(pk=board.pk).update(review=Board.Review.NONE)
    assert reply(cast.newcomer, thread).state == "published"
    choose(cast.newcomer, KEY)
    assert reply(cast.newcomer, thread, key=KEY).state == "held"
    choose(cast.author, KEY)
    assert reply(cast.author, thread, key=KEY).state == "published"


def test_without_words_it_is_not_sent_and_nothing_is_lost(cast: Cast, thread: Thread) -> None:
    picture = choose(cast.author, KEY, alternative="  ")
    with pytest.raises(TextRefused, match="what it shows"):
        reply(cast.author, thread, key=KEY)
    assert fresh(picture).post is None
    assert not Post.objects.filter(submission_key=KEY).exists()


def test_a_post_has_so_many_at_most_its_edits_included(cast: Cast, thread: Thread) -> None:
    for _number in range(MOST):
        choose(cast.author, KEY)
    post = reply(cast.author, thread, key=KEY)
    choose(cast.author, key_of(post.pk))
    with pytest.raises(TextRefused, match="4 pictures at most"):
        change(post, "One more.")


def test_a_form_that_is_sent_twice_at_once_brings_its_picture_once(
    cast: Cast, thread: Thread, monkeypatch: Any
) -> None:
    same = drawing.drawn()
    monkeypatch.setattr(drawing, "drawn", lambda: same)
    first = choose(cast.author, KEY)
    same.seek(0)
    assert choose(cast.author, KEY) == first
    assert default_storage.listdir("")[1].count(first.file) == 1
    assert reply(cast.author, thread, key=KEY).pictures.count() == 1


def test_the_rules_read_what_is_said_of_it(cast: Cast, thread: Thread) -> None:
    Rule.objects.create(board=thread.board, name="Shops", kind="words", text="otter shop", action="hold")
    choose(cast.author, KEY, alternative="The window of the otter shop")
    assert reply(cast.author, thread, key=KEY).state == "held"


def test_who_may_not_write_keeps_no_picture_here(cast: Cast) -> None:
    before = len(default_storage.listdir("")[1])
    with pytest.raises(Forbidden):
        choose(make_member("una-unasked", consented=False), KEY)
    assert len(default_storage.listdir("")[1]) == before


@pytest.mark.parametrize(
    ("decide", "seen_by"), [(approve, EVERYBODY), (reject, AUTHOR_AND_MODERATOR)], ids=["approved", "rejected"]
)
def test_what_an_edit_brings_waits_with_it(
    decide: Any, seen_by: set[str], cast: Cast, thread: Thread, board: Board
) -> None:
    post = reply(cast.author, thread)
    everybody_is_read_first(board)
    picture = choose(cast.author, key_of(post.pk))
    change(post, "With a picture.")
    assert who_sees(picture, cast) == AUTHOR_AND_MODERATOR
    # An edit that takes the place of one that waits takes over what that brought.
    second = choose(cast.author, key_of(post.pk))
    change(post, "With two pictures.")
    decide(viewer=viewer(cast.moderator), post_id=post.pk, **(SAID if decide is reject else {}))
    assert (who_sees(picture, cast), who_sees(second, cast)) == (seen_by, seen_by)


def test_a_picture_alone_is_an_edit_and_what_was_refused_is_not_in_the_way(
    cast: Cast, thread: Thread, board: Board
) -> None:
    post = reply(cast.author, thread, "The same.")
    everybody_is_read_first(board)
    for _number in range(MOST):
        choose(cast.author, key_of(post.pk))
    change(post, "The same.")
    reject(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    Board.objects.filter(pk=board.pk).update(review=Board.Review.NONE)
    picture = choose(cast.author, key_of(post.pk))
    change(post, "The same.")
    assert who_sees(picture, cast) == EVERYBODY


def test_taken_off_it_is_gone_at_once_for_everybody_else(cast: Cast, thread: Thread) -> None:
    picture = choose(cast.author, KEY)
    reply(cast.author, thread, key=KEY)
    detach(viewer=viewer(cast.member), picture_id=picture.pk)
    assert who_sees(picture, cast) == EVERYBODY
    detach(viewer=viewer(cast.author), picture_id=picture.pk)
    assert who_sees(picture, cast) == {"author"}
    assert not Picture.objects.loose(owner_id=cast.author.pk, key=KEY).exists()


def test_what_was_not_sent_is_gone_after_a_day_and_what_was_stays(cast: Cast, thread: Thread) -> None:
    sent = choose(cast.author, KEY)
    reply(cast.author, thread, key=KEY)
    loose = choose(cast.author, KEY)
    with clock.at(clock.now() + timedelta(hours=23)):
        assert files.expire() == 0
    with clock.at(clock.now() + timedelta(hours=25)):
        assert files.expire() == 1
    assert stored(sent.name)
    assert not Picture.objects.filter(pk=loose.pk).exists()
    assert not default_storage.exists(loose.file)


def test_a_file_that_no_row_names_is_swept(cast: Cast, monkeypatch: Any) -> None:
    kept = choose(cast.author, KEY)
    default_storage.save("of-nobody.webp", ContentFile(b"x"))
    files.expire()
    assert default_storage.exists("of-nobody.webp")
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now() + timedelta(hours=2): now)  # noqa: B008
    with clock.at(clock.now() - timedelta(hours=2)):
        assert files.expire()
    assert default_storage.exists(kept.file)
    assert not default_storage.exists("of-nobody.webp")
