"""Hiding a post takes its quotations out of the posts that hold them; shown again, it gives them back."""

import pytest
from django.urls import reverse

from forums.appeals.answer import answer
from forums.appeals.bring import bring
from forums.review.approve import approve
from forums.review.hide import hide
from forums.review.restore import restore
from forums.threads.edit import edit
from forums.threads.models import Post
from medigest.audit.models import Decision
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID, fresh

WORDS = "My neighbour Jonas takes these pills."
QUOTING = f"> {WORDS}\n> Nothing else helps.\n\nIs that so?\n\n> I walk by the sea.\n\nNice."


@pytest.fixture
def quoted(cast, thread) -> Post:
    """Mina's reply, which Ada quotes beside another."""
    return reply(cast.member, thread, WORDS)


@pytest.fixture
def quoting(cast, thread, quoted) -> Post:
    return reply(cast.author, thread, QUOTING)


@pytest.fixture
def hidden(cast, quoted, quoting) -> Decision:
    return hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)


def test_the_quotation_goes_and_the_rest_of_the_text_stays(cast, thread, quoting, hidden, enter):
    assert fresh(quoting).source == "> […]\n\nIs that so?\n\n> I walk by the sea.\n\nNice."
    page = enter(None).get(thread.get_absolute_url()).content.decode()
    assert "Jonas" not in page
    assert "A quotation of a hidden post was taken out" in page
    found = enter(None).get(reverse("search:search"), {"q": "Jonas"}).content.decode()
    assert "Is that so" not in found


def test_it_is_a_decision_of_its_own_that_its_author_is_told_and_can_appeal(cast, quoting, hidden):
    made = Decision.objects.get(action="redact")
    assert (made.target_id, made.member, made.actor, made.basis) == (quoting.pk, cast.author, cast.local, "automatic")
    appeal = bring(viewer=viewer(cast.author), decision_id=made.pk, text="I need these words to answer.")
    assert answer(viewer=viewer(cast.moderator), appeal_id=appeal.pk, upheld=True, statement="You do.").reversed
    assert fresh(quoting).source == QUOTING


@pytest.mark.parametrize("by_appeal", [True, False])
def test_shown_again_the_post_is_quoted_again(cast, quoted, quoting, hidden, by_appeal):
    if by_appeal:
        appeal = bring(viewer=viewer(cast.member), decision_id=hidden.pk, text="I named nobody real.")
        answer(viewer=viewer(cast.moderator), appeal_id=appeal.pk, upheld=True, statement="You did not.")
    else:
        restore(viewer=viewer(cast.local), post_id=quoted.pk, reason="fine", statement="")
    assert (fresh(quoting).source, fresh(quoting).amended_note) == (QUOTING, "")


def test_what_was_written_since_is_left_as_it_is(cast, quoted, quoting, hidden):
    edit(viewer=viewer(cast.author), post_id=quoting.pk, body="I say it myself.", opened_edits=1)
    restore(viewer=viewer(cast.local), post_id=quoted.pk, reason="fine", statement="")
    assert fresh(quoting).source == "I say it myself."


def test_what_waits_to_be_read_is_published_without_it(cast, thread, quoted):
    waits = reply(cast.newcomer, thread, QUOTING)
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    approve(viewer=viewer(cast.local), post_id=waits.pk)
    assert "Jonas" not in fresh(waits).source


def test_an_edit_that_waits_goes_on_waiting(cast, board, thread, quoted, quoting):
    type(board).objects.update(review="everyone")
    edit(viewer=viewer(cast.author), post_id=quoting.pk, body="I say it better.", opened_edits=0)
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    assert "Jonas" not in fresh(quoting).source
    assert fresh(quoting).pending.source == "I say it better."


def test_a_text_that_quotes_nothing_of_it_is_not_touched(cast, thread, quoted):
    others = [
        reply(cast.author, thread, body) for body in (WORDS, "> something else entirely\n\nNo.", "> pills\n\nYes")
    ]
    hide(viewer=viewer(cast.local), post_id=quoted.pk, **SAID)
    assert [fresh(post).edits for post in others] == [0, 0, 0]
