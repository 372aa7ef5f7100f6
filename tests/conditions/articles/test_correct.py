"""A reader proposes a correction, an editor decides, the reader is told."""

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import TestCase

from conditions.articles.correct import DecidedBefore, decide, propose
from conditions.articles.models import Correction
from forums.notices.models import Notice
from tests.conftest import Cast, Enter

pytestmark = pytest.mark.django_db

BODY = "Words [@book].\n\n## Signs {#signs}\n\nGreen glass."
FORM = {"section": "signs", "body": "The glass is blue.", "source": "The book of glass, page 3"}


@pytest.fixture
def proposed(publish_text, cast: Cast) -> Any:
    def proposed(**changes: Any) -> Correction:
        facts: dict[str, Any] = {"section_key": "signs", "text": "It is blue.", "source": "A book", "credited": False}
        facts |= {"revision": publish_text(BODY), "proposer_id": cast.author.pk} | changes
        return propose(**facts)[0]

    return proposed


def test_a_reader_proposes_and_editors_find_it(enter: Enter, cast: Cast, publish_text, condition):
    publish_text(BODY)
    answer = enter(cast.author).post(f"{condition.url}correct/", FORM)
    assert answer["Location"] == condition.url
    correction = Correction.objects.get()
    assert (correction.section_heading, correction.source, correction.credited) == ("Signs", FORM["source"], False)
    editor = enter(cast.editor)
    assert FORM["body"] in editor.get("/conditions/corrections/").content.decode()
    assert FORM["body"] in editor.get(f"/conditions/corrections/{correction.pk}/").content.decode()


def test_the_same_words_sent_twice_are_one_proposal(enter: Enter, cast: Cast, publish_text, condition):
    publish_text(BODY)
    for _twice in range(2):
        enter(cast.author).post(f"{condition.url}correct/", FORM)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"body": " "}, {"source": ""}, {"section": "no-such"}])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(wrong, enter: Enter, cast: Cast, publish_text, condition):
    publish_text(BODY)
    answer = enter(cast.author).post(f"{condition.url}correct/", FORM | {"source": "The book"} | wrong)
    assert answer.status_code == 422
    assert (FORM["body"] in answer.content.decode()) == ("body" not in wrong)
    assert not Correction.objects.exists()


def test_an_editor_takes_it_and_goes_on_to_the_article(enter: Enter, cast: Cast, proposed, condition):
    correction = proposed()
    answer = enter(cast.editor).post(f"/conditions/corrections/{correction.pk}/", {"verdict": "accepted", "note": ""})
    assert answer["Location"] == f"{condition.url}edit/"
    correction.refresh_from_db()
    assert (correction.outcome, correction.decided_by) == ("accepted", cast.editor)


def test_a_decline_owes_a_reason_on_the_page_and_in_the_database(enter: Enter, cast: Cast, proposed):
    correction = proposed()
    url = f"/conditions/corrections/{correction.pk}/"
    assert enter(cast.editor).post(url, {"verdict": "declined", "note": " "}).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        decide(correction_id=correction.pk, accepted=False, reason="", editor_id=None)


def test_the_reader_is_told_without_a_word_of_the_condition(enter: Enter, cast: Cast, proposed, condition):
    correction = proposed()
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(correction_id=correction.pk, accepted=False, reason="The source says green.", editor_id=cast.editor.pk)
    notice = Notice.objects.get(member=cast.author)
    page = enter(cast.author).get("/notices/").content.decode()
    assert "did not take it" in page
    assert "The source says green." in page
    assert condition.name not in page
    assert enter(cast.author).get(f"/notices/{notice.pk}/")["Location"] == condition.url
    assert [condition.name in f"{one.subject} {one.body}" for one in mail.outbox] == [False]
    assert not Notice.objects.exclude(member=cast.author).exists()


def test_two_editors_decide_once(proposed, cast: Cast):
    correction = proposed()
    decide(correction_id=correction.pk, accepted=True, reason="", editor_id=cast.editor.pk)
    with pytest.raises(DecidedBefore):
        decide(correction_id=correction.pk, accepted=False, reason="No.", editor_id=None)
    correction.refresh_from_db()
    assert correction.outcome == "accepted"


@pytest.mark.parametrize("credited", [True, False])
def test_only_who_wants_it_is_named_among_the_versions(credited, enter: Enter, cast: Cast, proposed, condition):
    correction = proposed(credited=credited)
    decide(correction_id=correction.pk, accepted=True, reason="", editor_id=None)
    page = enter(None).get(f"{condition.url}history/").content.decode()
    assert "Corrections that readers proposed" in page
    assert ("thanks to ada-author" in page) == credited


def test_an_erased_proposer_leaves_no_trace_and_is_not_told(proposed, cast: Cast):
    correction = proposed(credited=True)
    Correction.objects.update(proposer=None)
    decide(correction_id=correction.pk, accepted=True, reason="", editor_id=None)
    assert not Notice.objects.exists()
