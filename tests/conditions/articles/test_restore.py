"""An earlier revision becomes the newest again."""

import pytest

from conditions.articles.draft import Typed, save_draft
from conditions.articles.models import Article, Draft, Origin
from conditions.articles.publish import NothingChanged
from conditions.articles.read import sources_of
from conditions.articles.restore import restore
from conditions.articles.text import TextError

pytestmark = pytest.mark.django_db

FIRST = "Words [@book].\n\n## Signs {#signs}\n\nGlass in the harbour."


def test_words_sources_and_origin_stand_again_as_a_new_revision(publish_text):
    first = publish_text(FIRST, origin=Origin.SAMPLE)
    publish_text("Other words [@book].")
    third = restore(revision=first, editor_id=None, note="Back.")
    assert (third.number, third.body, third.origin, third.note) == (3, FIRST, Origin.SAMPLE, "Back.")
    assert sources_of(third) == sources_of(first)
    assert Article.objects.get().current == third


def test_a_section_comes_back_with_its_key_and_only_in_this_way(publish_text):
    first = publish_text(FIRST)
    publish_text("Without the section [@book].")
    with pytest.raises(TextError):
        publish_text(FIRST + " Anew.")
    assert restore(revision=first, editor_id=None, note="").sections[0]["key"] == "signs"


def test_what_reads_so_already_is_not_restored(publish_text):
    with pytest.raises(NothingChanged):
        restore(revision=publish_text(), editor_id=None, note="")


def test_a_draft_that_somebody_writes_stays(publish_text, condition, cast):
    first = publish_text("First.")
    publish_text("Second.")
    save_draft(condition_id=condition.pk, editor_id=cast.editor.pk, typed=Typed("Mine."))
    restore(revision=first, editor_id=None, note="")
    assert Draft.objects.get().body == "Mine."
