"""The door to pictures, and the forms that take them, as a browser without scripts meets them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from forums.boards.models import Board
from forums.pictures.models import Picture
from forums.review.hide import hide
from forums.threads.models import Post, Thread
from forums.threads.rows import thread_url
from medigest.kit import uploads
from tests.conftest import Cast, Enter, reply, start, viewer
from tests.forums.helpers import SAID
from tests.forums.pictures.drawing import choose, drawn, stored

pytestmark = pytest.mark.django_db
KEY = "a-form-of-mine"


def file(content: bytes | None = None, name: str = "boat.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or drawn().getvalue(), "image/png")


def send(client: Client, thread: Thread, **more: Any) -> Any:
    return client.post(
        f"{thread_url(thread, thread.board)}reply/", {"body": "I walk.", "key": KEY, "do": "send", **more}
    )


@pytest.fixture
def picture(cast: Cast, thread: Thread) -> Picture:
    """A picture in a published reply of Ada's."""
    choose(cast.author, KEY)
    return reply(cast.author, thread, key=KEY).pictures.get()


def test_whoever_reads_the_post_is_shown_it_and_asks_anew_each_time(picture: Picture) -> None:
    answer = Client().get(picture.get_absolute_url())
    assert b"".join(answer.streaming_content) == stored(picture.name)  # type: ignore[attr-defined]
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/webp", "private, no-cache")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    again = Client().get(picture.get_absolute_url(), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_hidden_it_is_gone_at_the_next_request_also_for_who_had_it(picture: Picture, cast: Cast, enter: Enter) -> None:
    assert picture.post
    known = Client().get(picture.get_absolute_url()).headers["ETag"]
    hide(viewer=viewer(cast.moderator), post_id=picture.post.pk, **SAID)
    assert Client().get(picture.get_absolute_url(), headers={"If-None-Match": known}).status_code == 404
    assert enter(cast.author).get(picture.get_absolute_url()).status_code == 200


def test_of_what_members_read_no_browser_keeps_a_copy(cast: Cast, quiet: Board, enter: Enter) -> None:
    choose(cast.author, KEY)
    url = start(cast.author, quiet, key=KEY).pictures.get().get_absolute_url()
    answer = enter(cast.member).get(url)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in answer.headers
    assert Client().get(url).status_code == 404


def test_a_row_whose_file_is_lost_is_not_here(picture: Picture) -> None:
    Picture.objects.filter(pk=picture.pk).update(name="of-nobody")
    assert Client().get("/forums/posts/pictures/of-nobody/").status_code == 404


def test_visitors_pages_lose_it_at_once(picture: Picture, thread: Thread) -> None:
    url, shown = thread_url(thread, thread.board), picture.get_absolute_url()
    assert all(shown in Client().get(url).content.decode() for _time in range(2))
    Picture.objects.filter(pk=picture.pk).update(alternative="Another view")
    assert "Another view" in Client().get(url).content.decode()
    picture.delete()
    assert shown not in Client().get(url).content.decode()


def test_a_reply_takes_its_pictures_along(cast: Cast, thread: Thread, enter: Enter) -> None:
    answer = send(enter(cast.author), thread, picture_1=file(), picture_words_1=" A boat ", picture_2=file())
    assert answer.status_code == 422
    assert "Say of each picture what it shows" in answer.content.decode()
    second = Picture.objects.get(alternative="")
    assert send(enter(cast.author), thread, **{f"picture_said_{second.pk}": "A pier"}).status_code == 302
    post = Post.objects.get(submission_key=KEY)
    assert list(post.pictures.order_by("pk").values_list("alternative", flat=True)) == ["A boat", "A pier"]


def test_a_new_thread_takes_its_pictures_along(cast: Cast, board: Board, enter: Enter) -> None:
    form = {"title": "At the pier", "body": "I walk.", "key": KEY, "do": "preview", "picture_1": file()}
    shown = enter(cast.author).post(f"{board.url}new/", form).content.decode()
    loose = Picture.objects.get()
    assert f'src="{loose.get_absolute_url()}"' in shown
    form = {**form, "do": "send", f"picture_said_{loose.pk}": "A boat"}
    del form["picture_1"]
    assert enter(cast.author).post(f"{board.url}new/", form).status_code == 302
    assert Post.objects.get(submission_key=KEY).pictures.get() == loose


def test_a_form_with_something_else_wrong_keeps_the_picture(cast: Cast, thread: Thread, enter: Enter) -> None:
    shown = send(enter(cast.author), thread, body=" ", picture_1=file(), picture_words_1="A boat").content.decode()
    assert Picture.objects.get().get_absolute_url() in shown
    assert 'value="A boat"' in shown


def test_what_is_no_picture_is_named_and_its_words_and_the_text_stay(cast: Cast, thread: Thread, enter: Enter) -> None:
    answer = send(enter(cast.author), thread, picture_1=file(b"<svg/>", "plan.svg"), picture_words_1="The plan")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "plan.svg: This file is not a picture that we can show." in shown
    assert 'value="The plan"' in shown
    assert "I walk.</textarea>" in shown


def test_an_edit_takes_pictures_off_and_brings_others(cast: Cast, picture: Picture, enter: Enter) -> None:
    client, post = enter(cast.author), picture.post
    assert post
    url = f"/forums/posts/{post.pk}/edit/"
    assert picture.get_absolute_url() in client.get(url).content.decode()
    form = {"body": post.source, "edits": post.edits, "do": "send", "picture_off": picture.pk}
    assert client.post(url, {**form, "picture_1": file(), "picture_words_1": "A lamp"}).status_code == 302
    assert list(Post.objects.get(pk=post.pk).pictures.values_list("alternative", flat=True)) == ["A lamp"]
    assert Client().get(picture.get_absolute_url()).status_code == 404


def test_nobody_takes_off_or_describes_what_is_somebody_elses(cast: Cast, picture: Picture, enter: Enter) -> None:
    assert picture.post
    loose = choose(cast.author, "another-form")
    send(enter(cast.member), picture.post.thread, picture_off=picture.pk, **{f"picture_said_{loose.pk}": "Mine"})
    picture.refresh_from_db()
    loose.refresh_from_db()
    assert (picture.post is None, loose.alternative) == (False, "A boat at the pier")


def test_whoever_decides_opens_pictures_by_choice_and_readers_see_them(
    cast: Cast, thread: Thread, enter: Enter
) -> None:
    choose(cast.newcomer, KEY)
    post = reply(cast.newcomer, thread, key=KEY)
    lid = "Show the picture:"
    moderator = enter(cast.moderator)
    for url in ("/moderation/", f"/moderation/posts/{post.pk}/", thread_url(thread, thread.board)):
        assert lid in moderator.get(url).content.decode(), url
    own = enter(cast.newcomer).get(thread_url(thread, thread.board)).content.decode()
    assert 'alt="A boat at the pier"' in own
    assert lid not in own


def test_an_edit_that_waits_shows_its_picture_to_its_author(cast: Cast, thread: Thread, enter: Enter) -> None:
    post = reply(cast.author, thread)
    Board.objects.filter(pk=thread.board_id).update(review=Board.Review.EVERYONE)
    client = enter(cast.author)
    form = {"body": post.source, "edits": 0, "do": "send", "picture_1": file(), "picture_words_1": "A lamp"}
    client.post(f"/forums/posts/{post.pk}/edit/", form)
    url = thread_url(thread, thread.board)
    assert 'alt="A lamp"' in client.get(url).content.decode()
    assert "A lamp" not in enter(cast.member).get(url).content.decode()
    assert "A lamp" in client.get(f"/forums/posts/{post.pk}/edit/").content.decode()


def test_more_than_is_taken_is_refused_before_it_is_read(
    cast: Cast, thread: Thread, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    assert send(enter(cast.author), thread, picture_1=file()).status_code == 413
    assert not Picture.objects.exists()
