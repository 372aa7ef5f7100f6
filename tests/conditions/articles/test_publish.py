"""Publish a revision: numbered, immutable, with sources, under a disclaimer in force."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from conditions.articles.disclaimers import NoDisclaimer
from conditions.articles.draft import Typed, save_draft
from conditions.articles.models import Article, Draft, Revision
from conditions.articles.publish import NothingChanged, PublishedMeanwhile
from conditions.articles.read import sources_of
from conditions.articles.text import TextError
from conditions.signals import article_published
from medigest.kit import clock

pytestmark = pytest.mark.django_db


def test_revisions_are_numbered_from_one_without_gaps(publish_text):
    publish_text("First.")
    with pytest.raises(NothingChanged):
        publish_text("First.")
    publish_text("Second.")
    assert list(Revision.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


def test_the_newest_revision_is_the_one_shown(publish_text):
    publish_text("First.")
    revision = publish_text("Second.")
    assert Article.objects.get().current == revision


def test_a_changed_source_alone_makes_a_revision(publish_text, source):
    publish_text("Text.")
    publish_text("Text.", sources=[replace(source, title="The second edition")])
    assert Revision.objects.count() == 2


def test_a_source_that_did_not_change_is_kept_once(publish_text):
    publish_text("First [@book].")
    publish_text("Second [@book].")
    assert Article.objects.get().sources.count() == 1


def test_sources_are_numbered_by_first_use_and_the_others_follow(publish_text, source):
    map_, log = replace(source, key="map", title="Map"), replace(source, key="log", title="Log")
    revision = publish_text("See [@log, p. 2] and [@book].", sources=[map_, source, log])
    told = [(one["number"], one["title"], one["locators"]) for one in sources_of(revision)]
    assert told == [(1, "Log", "p. 2"), (2, source.title, ""), (3, "Map", "")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE conditions_revision SET body = 'other'",
        "UPDATE conditions_revision SET origin = 'imported'",
        "DELETE FROM conditions_revision",
        "UPDATE conditions_source SET title = 'other'",
        "DELETE FROM conditions_source",
        "UPDATE conditions_citation SET number = 9",
        "DELETE FROM conditions_citation",
        "UPDATE conditions_disclaimer SET short_html = ''",
        "DELETE FROM conditions_disclaimer",
    ],
)
def test_the_database_refuses_to_change_what_was_published(publish_text, statement):
    publish_text("Words [@book].")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_erased_author_leaves_the_revision(publish_text, django_user_model):
    author = django_user_model.objects.create_user("keeper", "keeper@harbour.example")
    revision = publish_text("Text.", author_id=author.pk)
    author.delete()
    revision.refresh_from_db()
    assert revision.author is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_database_refuses_a_number_that_leaves_a_gap_or_stands_already(publish_text, number):
    revision = publish_text("Text.")
    revision.pk, revision.number = None, number
    with pytest.raises(DatabaseError), transaction.atomic():
        revision.save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sources": []}, "Name at least one source"),
        ({"body": "A fact [@map]."}, "cites “map”, which is not among the sources"),
        ({"body": ""}, "The article has no text"),
        ({"body": "## Signs"}, "give the heading a key"),
    ],
)
def test_what_is_not_fit_is_refused_in_words(publish_text, changes, problem):
    with pytest.raises(TextError, match=problem):
        publish_text(**changes)
    assert not Revision.objects.exists()
    assert not Article.objects.exists()


def test_a_key_given_to_two_sources_is_refused(publish_text, source):
    with pytest.raises(TextError, match="“book” is given to two sources"):
        publish_text(sources=[source, replace(source, title="Another book")])


def test_a_section_key_that_was_taken_out_is_not_used_again(publish_text):
    publish_text("## Signs {#signs}\n\nText.")
    publish_text("## Marks {#marks}\n\nText.")
    with pytest.raises(TextError, match="“signs” was used before"):
        publish_text("## Signs of another kind {#signs}\n\nText.")


def test_a_section_key_that_stands_may_stay(publish_text):
    publish_text("## Signs {#signs}\n\nText.")
    assert publish_text("## First signs {#signs}\n\nText.").number == 2


def test_nothing_is_published_without_a_disclaimer_in_force(publish_text):
    with clock.at(datetime(1999, 1, 1, tzinfo=UTC)), pytest.raises(NoDisclaimer):
        publish_text("Text.")
    assert not Revision.objects.exists()


def test_what_was_a_draft_goes_when_it_is_published_and_other_drafts_stay(publish_text, condition, cast):
    theirs, mine = (
        save_draft(condition_id=condition.pk, editor_id=editor.pk, typed=Typed("Text."))
        for editor in (cast.administrator, cast.editor)
    )
    publish_text("Text.", draft=mine)
    assert Draft.objects.get() == theirs


def test_a_draft_that_was_saved_since_stays(publish_text, condition, cast):
    drafts = [
        save_draft(condition_id=condition.pk, editor_id=cast.editor.pk, typed=Typed(words), opened_version=version)
        for version, words in enumerate(("Text.", "More."))
    ]
    publish_text("Text.", draft=drafts[0])
    assert Draft.objects.get().body == "More."


def test_a_draft_of_a_text_that_is_not_the_published_one_any_more_is_not_published(publish_text, condition, cast):
    publish_text("First.")
    draft = save_draft(condition_id=condition.pk, editor_id=cast.editor.pk, typed=Typed("Mine."), base_number=1)
    second = publish_text("Second.")
    with pytest.raises(PublishedMeanwhile) as caught:
        publish_text("Mine.", draft=draft)
    assert caught.value.revision == second
    assert Draft.objects.get() == draft


def test_a_publisher_notice_stays_until_another_is_given(publish_text):
    publish_text("First.", publisher_notice="Printed without warranty.")
    publish_text("Second.")
    assert Article.objects.get().publisher_notice == "Printed without warranty."


def test_the_news_goes_out_when_the_revision_is_safe(publish_text, condition, django_capture_on_commit_callbacks):
    told = []

    def hear(sender, **news):
        told.append((news["condition_id"], news["revision_id"]))

    article_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            revision = publish_text("Text.")
            assert told == []
    finally:
        article_published.disconnect(hear)
    assert told == [(condition.pk, revision.pk)]
