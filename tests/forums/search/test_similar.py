"""Threads like another one: by the words of their titles, and only what lists show to the viewer."""

from django.urls import reverse

from forums.review.hide import hide_thread
from forums.search.similar import similar
from tests.conftest import start, viewer
from tests.forums.helpers import SAID
from tests.forums.web.pages import FORM, new_url, read


def titles(member, title, **more) -> list[str]:
    return [one.title for one in similar(viewer=viewer(member), title=title, **more)]


def test_the_more_words_two_titles_share_the_earlier_it_is_named(cast, board):
    for title in ("Waiting for the scan", "Waiting tables", "The week between scan and waiting room", "Cats at night"):
        start(cast.author, board, title=title)
    assert titles(None, "How is waiting for a scan in the waiting room?") == [
        "The week between scan and waiting room",
        "Waiting for the scan",
        "Waiting tables",
    ]


def test_short_words_and_a_title_without_any_word_find_nothing(cast, board):
    start(cast.author, board, title="How do you do it")
    for title in ("How do you", "", "???", "x" * 10_000):
        assert titles(cast.member, title) == []


def test_what_is_held_hidden_or_for_members_is_named_to_nobody_else(cast, board, quiet):
    held = start(cast.newcomer, board, title="Waiting quietly")
    assert held.state == "held"
    gone = start(cast.author, board, title="Waiting loudly").thread
    quiet.review = quiet.Review.NONE
    quiet.save()
    start(cast.author, quiet, title="Waiting in the quiet room")
    hide_thread(viewer=viewer(cast.moderator), thread_id=gone.pk, **SAID)
    assert titles(None, "Waiting") == []
    for who in (cast.member, cast.newcomer, cast.moderator):
        assert titles(who, "Waiting") == ["Waiting in the quiet room"]


def test_a_thread_leads_on_to_others_like_it_and_never_to_itself(cast, thread, board, enter):
    like = start(cast.author, board, title="How does everybody wait?").thread
    other = start(cast.author, board, title="Cats at night").thread
    url = reverse("forums:suggested", args=[board.slug, thread.pk, thread.slug])
    assert url in read(enter(None).get(thread.get_absolute_url())).links
    part = enter(cast.member).get(url, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    titled = [link for link in read(part).links if link in {one.get_absolute_url() for one in (thread, like, other)}]
    assert titled == [like.get_absolute_url(), other.get_absolute_url()]


def test_a_preview_names_threads_like_the_one_that_is_begun(cast, thread, board, enter):
    answer = enter(cast.member).post(new_url(board), FORM | {"title": "How do others wait?", "do": "preview"})
    assert thread.get_absolute_url() in read(answer).links
