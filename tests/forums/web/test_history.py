"""The page of a post's earlier texts."""

import pytest
from django.urls import reverse

from forums.review.hide import hide
from forums.threads.edit import edit
from forums.threads.quotes import quotation_of
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID, published
from tests.forums.web.pages import kept, read


def url(post):
    return reverse("forums:history", args=[post.pk])


@pytest.fixture
def edited(cast, thread):
    post = reply(cast.author, thread, "I walk every day.")
    edit(viewer=viewer(cast.author), post_id=post.pk, body="I swim every day.", opened_edits=0)
    return post


def test_its_author_and_the_moderators_read_word_by_word_what_changed(cast, thread, edited, enter):
    for one in (cast.author, cast.local, cast.moderator):
        page = enter(one).get(url(edited)).content.decode()
        assert "<del>walk </del><ins>swim </ins>" in page
        assert url(edited) in read(enter(one).get(thread.get_absolute_url())).links


def test_others_learn_only_that_it_was_edited(cast, thread, edited, enter):
    answer = enter(cast.member).get(url(edited))
    assert answer.status_code == 403
    assert "Only its author and the moderators" in answer.content.decode()
    page = enter(cast.member).get(thread.get_absolute_url())
    assert "edited" in page.content.decode()
    assert url(edited) not in read(page).links
    assert enter(None).get(url(edited)).status_code == 302


def test_an_edit_that_waits_is_told_as_such(cast, thread, enter):
    post = published(cast.newcomer, thread, cast)
    edit(viewer=viewer(cast.newcomer), post_id=post.pk, body="Said anew.", opened_edits=0)
    page = enter(cast.newcomer).get(url(post)).content.decode()
    assert "Waiting for a moderator" in page
    assert "anew" in page


def test_a_long_history_goes_on_without_losing_a_step(cast, edited, enter):
    for number in range(1, 11):
        edit(viewer=viewer(cast.author), post_id=edited.pk, body=f"Text {number}.", opened_edits=number)
    client = enter(cast.author)
    first = client.get(url(edited))
    [older] = [link for link in read(first).links if link.startswith("?after=")]
    assert "Version 3<" in first.content.decode()
    assert "<del>walk </del><ins>swim </ins>" in client.get(url(edited) + older).content.decode()


def test_what_it_quoted_of_others_stands_there_for_moderators_only(cast, thread, enter):
    quoted = reply(cast.member, thread, "My neighbour Jonas.")
    post = reply(cast.author, thread, f"{quotation_of(quoted.pk, 2, 'My neighbour Jonas.')}So?")
    edit(viewer=viewer(cast.author), post_id=post.pk, body=f"{post.source}!", opened_edits=0)
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    assert "Jonas" not in enter(cast.author).get(url(post)).content.decode()
    assert "Jonas" in enter(cast.moderator).get(url(post)).content.decode()
    form = enter(cast.author).get(reverse("forums:edit", args=[post.pk]))
    assert kept(form) == ["> […]\n\nSo?!"]
