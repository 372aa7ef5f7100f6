"""A question has an answer: who chooses it, when it shows, and who is told."""

import pytest
from django.urls import reverse

from forums.notices import kinds
from forums.notices.models import Notice
from forums.review.hide import hide
from forums.review.restore import restore
from forums.search.find import find
from forums.search.query import parse
from forums.threads.accept import accept
from forums.threads.models import Thread
from medigest.audit.models import Decision
from medigest.kit.refusals import Forbidden
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, fresh
from tests.forums.web.pages import FORM, new_url


@pytest.fixture
def question(cast, board) -> Thread:
    """What Ada asks."""
    return Thread.objects.select_related("board").get(pk=start(cast.author, board, kind="question").thread_id)


@pytest.fixture
def said(cast, question):
    """What Mina replies."""
    return reply(cast.member, question, "Walking helps.")


def test_who_asked_and_moderators_choose_the_answer_and_nobody_else(cast, question, said):
    other = reply(cast.local, question)
    with pytest.raises(Forbidden):
        accept(viewer=viewer(cast.member), post_id=said.pk)
    accept(viewer=viewer(cast.author), post_id=said.pk)
    assert fresh(question).answer == said
    assert not Decision.objects.filter(action="answer").exists()
    accept(viewer=viewer(cast.local), post_id=other.pk)
    assert fresh(question).answer == other
    assert Decision.objects.get(action="answer").member == cast.author
    accept(viewer=viewer(cast.author), post_id=said.pk, chosen=False)  # no longer the answer
    assert fresh(question).answer == other
    accept(viewer=viewer(cast.author), post_id=other.pk, chosen=False)
    assert fresh(question).answer is None


def test_only_a_reply_to_a_question_that_readers_see_can_be_its_answer(cast, board, question, said):
    opening = reply(cast.member, start(cast.author, board, title="No question").thread)
    hidden = reply(cast.member, question)
    hide(viewer=viewer(cast.moderator), post_id=hidden.pk, **SAID)
    for post in (opening, hidden, start(cast.author, board, title="Itself?", kind="question")):
        with pytest.raises(Forbidden):
            accept(viewer=viewer(cast.author), post_id=post.pk)


def test_the_page_leads_to_the_answer_as_long_as_it_is_shown(cast, board, question, said, enter):
    enter(cast.author).post(reverse("forums:accept", args=[said.pk]))
    pages = [question.get_absolute_url(), board.url]

    def tells() -> list[bool]:
        texts = [enter(None).get(page).content.decode() for page in pages]
        return ["This question has an answer" in texts[0], *("Answered question" in text for text in texts)]

    assert tells() == [True] * 3
    hide(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    assert tells() == [False] * 3
    restore(viewer=viewer(cast.moderator), post_id=said.pk, **SAID)
    assert tells() == [True] * 3


def test_its_author_is_told_once_and_no_more_when_it_is_the_answer_no_longer(cast, said):
    for chosen in (True, False, True):
        accept(viewer=viewer(cast.author), post_id=said.pk, chosen=chosen)
    [notice] = Notice.objects.filter(member=cast.member, kind="accepted")
    assert kinds.tell([notice], viewer(cast.member))[notice.pk].text.endswith("as the answer to a question.")
    accept(viewer=viewer(cast.author), post_id=said.pk, chosen=False)
    assert kinds.tell([notice], viewer(cast.member)) == {}


def test_the_search_finds_questions_and_those_with_an_answer(cast, board, question, said):
    start(cast.author, board, title="How I wait", kind="experience")

    def finds(typed: str) -> set[str]:
        return {hit.title for hit in find(viewer=viewer(cast.member), query=parse(typed)).posts}

    assert finds("scans") == {question.title, "How I wait"}
    assert finds("scans is:question") == {question.title}
    assert finds("scans is:answered") == set()
    accept(viewer=viewer(cast.author), post_id=said.pk)
    assert finds("scans is:answered") == {question.title}


def test_the_kind_is_chosen_in_the_form_and_nonsense_is_refused_with_the_text_kept(cast, board, enter):
    client = enter(cast.member)
    answer = client.post(new_url(board), FORM | {"kind": "nonsense"})
    assert answer.status_code == 422
    assert FORM["body"] in answer.content.decode()
    client.post(new_url(board), FORM | {"kind": "news"})
    assert Thread.objects.latest("pk").kind == "news"
