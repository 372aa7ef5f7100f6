"""Who read an article, and when that is due again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from conditions.articles import read
from conditions.articles.models import Article, Review
from conditions.articles.read import due, review_of
from conditions.articles.review import ChangedMeanwhile, record_review
from conditions.catalogue.describe import create
from medigest.kit import clock
from tests.conditions.web.test_for_machines import facts
from tests.conftest import Cast, Enter, viewer

pytestmark = pytest.mark.django_db

SAID = {"reviewer": "Dr Ida Reader", "credentials": "Dermatologist, Leeds", "interests": "None stated"}
DAYS = {"reviewed_on": date(2026, 5, 3), "next_due": date(2027, 5, 3)}
FORM = SAID | {"reviewed_on": "2026-05-03", "next_due": "2027-05-03", "number": "1"}
IN_TIME = clock.now().replace(year=2026, month=11, day=25)


@pytest.fixture(autouse=True)
def _day():
    with clock.at(IN_TIME):
        yield


def recorded(revision, **days: date) -> Review:
    return record_review(revision=revision, editor_id=None, **SAID, **(DAYS | days))


def test_readers_see_who_reviewed_the_article_and_machines_too(enter: Enter, publish_text, condition):
    recorded(publish_text())
    page = enter(None).get(condition.url).content.decode()
    assert "Reviewed by Dr Ida Reader, Dermatologist, Leeds," in page
    assert "Interests: None stated." in page
    told = facts(page)
    assert (told["lastReviewed"], told["reviewedBy"]["name"]) == ("2026-05-03", "Dr Ida Reader")


def test_what_is_published_after_a_review_is_not_covered_by_it(enter: Enter, publish_text, condition):
    recorded(publish_text("First [@book]."))
    publish_text("Second [@book].")
    page = enter(None).get(condition.url).content.decode()
    assert "Changed since its review of" in page
    assert "lastReviewed" not in facts(page)


def test_an_article_says_that_its_review_is_overdue_from_the_day_on(enter: Enter, publish_text, condition):
    recorded(publish_text())
    for day, overdue in ((-1, False), (0, True)):
        with clock.at(clock.now().replace(year=2027, month=5, day=3) + timedelta(days=day)):
            assert review_of(Article.objects.get())["overdue"] == overdue
            assert ("Review overdue since" in enter(None).get(condition.url).content.decode()) == overdue


def test_only_what_readers_see_now_can_be_reviewed(publish_text):
    first = publish_text("First [@book].")
    publish_text("Second [@book].")
    with pytest.raises(ChangedMeanwhile):
        recorded(first)


@pytest.mark.parametrize("wrong", [{"next_due": date(2026, 5, 3)}, {"interests": ""}, {"reviewer": ""}])
def test_the_database_refuses_a_review_that_says_too_little(wrong, publish_text):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**({"revision": publish_text()} | SAID | DAYS | wrong))


def test_editors_find_the_longest_due_first_and_page_on(publish_text, cast, condition, monkeypatch):
    monkeypatch.setattr(read, "PAGE_SIZE", 1)
    recorded(publish_text(), next_due=date(2026, 6, 1))
    newest = recorded(publish_text("Anew [@book]."))
    earlier = recorded(publish_text(condition_id=create(name="Lamp ear").pk), next_due=date(2026, 7, 1))
    first = due(viewer(cast.editor), "")
    assert list(first.rows) == [earlier]
    assert list(due(viewer(cast.editor), first.after).rows) == [newest]


def test_an_editor_records_a_review_on_a_page(enter: Enter, cast: Cast, publish_text, condition):
    publish_text()
    editor = enter(cast.editor)
    assert editor.get(f"{condition.url}review/").status_code == 200
    assert editor.post(f"{condition.url}review/", FORM)["Location"] == condition.url
    review = Article.objects.get().review
    assert (review.reviewer, review.next_due, review.recorded_by) == ("Dr Ida Reader", date(2027, 5, 3), cast.editor)
    assert "Harbour glass syndrome" in editor.get("/conditions/reviews/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"next_due": "2026-05-03"}, 422),
        ({"reviewed_on": "2026-11-26"}, 422),
        ({"interests": " "}, 422),
        ({"number": "7"}, 409),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    wrong, status, enter: Enter, cast: Cast, publish_text, condition
):
    publish_text()
    answer = enter(cast.editor).post(f"{condition.url}review/", FORM | wrong)
    assert answer.status_code == status
    assert "Dermatologist, Leeds" in answer.content.decode()
    assert not Review.objects.exists()
