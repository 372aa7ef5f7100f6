"""A moderator hides, shows, locks or pins a whole thread, on its page."""

import pytest
from django.urls import reverse

from forums.threads.models import State
from tests.conftest import start
from tests.forums.helpers import fresh

SAID = {"reason": "off-topic", "statement": "It went in circles."}


def url(thread, action: str) -> str:
    return reverse("moderation:thread", args=[thread.pk, action])


def test_locking_pinning_and_hiding_and_their_opposites(cast, thread, enter):
    client = enter(cast.local)
    for action in ("lock", "pin", "hide"):
        assert client.post(url(thread, action), SAID).status_code == 302
    now = fresh(thread)
    assert (bool(now.locked_at), bool(now.pinned_at), now.state) == (True, True, State.HIDDEN)
    for action in ("restore", "unpin", "unlock"):
        client.post(url(thread, action), SAID)
    now = fresh(thread)
    assert (bool(now.locked_at), bool(now.pinned_at), now.state) == (False, False, State.PUBLISHED)


def test_hiding_a_thread_owes_its_author_a_statement(cast, thread, enter):
    answer = enter(cast.local).post(url(thread, "hide"), {"reason": "spam", "statement": " "}, follow=True)
    assert "every such decision is explained" in answer.content.decode()
    assert fresh(thread).state == State.PUBLISHED


def test_the_author_of_a_hidden_thread_reads_the_statement_in_it(cast, thread, enter):
    enter(cast.local).post(url(thread, "hide"), SAID)
    assert SAID["statement"] in enter(cast.author).get(thread.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["author", "member", "editor"])
def test_nobody_else_enters(cast, thread, enter, who):
    assert enter(getattr(cast, who)).post(url(thread, "lock"), SAID).status_code == 403
    assert fresh(thread).locked_at is None


def test_what_stands_already_is_said(cast, thread, enter):
    client = enter(cast.local)
    client.post(url(thread, "lock"), SAID)
    answer = client.post(url(thread, "lock"), SAID, follow=True)
    assert "decided this already" in answer.content.decode()


def test_their_own_thread_a_moderator_locks_and_does_not_hide(cast, board, enter):
    mine = start(cast.local, board).thread
    page = enter(cast.local).get(mine.get_absolute_url()).content.decode()
    assert url(mine, "lock") in page
    assert url(mine, "hide") not in page
    assert enter(cast.local).post(url(mine, "hide"), SAID).status_code == 403
    assert url(mine, "hide") in enter(cast.moderator).get(mine.get_absolute_url()).content.decode()
