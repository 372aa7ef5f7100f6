"""Keep an editor's draft."""

from datetime import timedelta

import pytest

from conditions.articles.draft import (
    DAYS_KEPT,
    DraftRefused,
    EditedMeanwhile,
    Typed,
    discard_draft,
    expire,
    save_draft,
)
from conditions.articles.models import Draft
from medigest.kit import clock

pytestmark = pytest.mark.django_db
BODY = "The lead.\n\n## Signs {#signs}\n\nGlass.\n\n## Care {#care}\n\nA bucket.\n"


@pytest.fixture
def save(condition, cast):
    def save(body, opened_version=0, *, editor=cast.editor, section="", sources=(), **changes):
        typed = Typed(body, section, sources)
        return save_draft(
            condition_id=condition.pk, editor_id=editor.pk, typed=typed, opened_version=opened_version, **changes
        )

    return save


def test_each_save_is_a_version(save):
    assert [save("First").version, save("Second", 1).version] == [1, 2]
    assert Draft.objects.get().body == "Second"


def test_each_editor_has_a_draft_of_their_own(save, cast):
    save("Mine")
    save("Theirs", editor=cast.administrator)
    assert set(Draft.objects.values_list("body", flat=True)) == {"Mine", "Theirs"}


def test_an_older_version_in_another_tab_is_shown_the_newer_text_and_saves_nothing(save):
    save("There", tab="one")
    with pytest.raises(EditedMeanwhile) as caught:
        save("Here", tab="two", same_tab=True)
    assert caught.value.draft.body == "There"
    assert Draft.objects.get().body == "There"


def test_the_same_text_sent_twice_is_one_version(save):
    save("Once")
    assert save("Once").version == 1


def test_a_tab_that_does_not_know_yet_what_it_kept_last_may_save_over_it(save):
    save("Half", tab="one")
    assert save("Whole", tab="one", same_tab=True).body == "Whole"
    with pytest.raises(EditedMeanwhile):
        save("Late", tab="one")


def test_a_draft_begins_from_the_revision_that_was_opened(save, publish_text):
    first = publish_text(BODY)
    publish_text(BODY.replace("Glass", "Sand"))
    assert save("Mine", base_number=1).base == first


def test_a_section_takes_its_place_in_the_whole(save, publish_text):
    publish_text(BODY)
    draft = save("## Signs {#signs}\r\n\r\nSand.", section="signs", base_number=1)
    assert draft.body == BODY.replace("Glass", "Sand")
    assert save("## Care {#care}\n\nA pail.", 1, section="care").body == BODY.replace("Glass", "Sand").replace(
        "bucket", "pail"
    )


def test_sources_come_back_as_they_were_typed(save):
    save("Text", sources=[{"key": "book", "retrieved": "some day"}])
    assert Draft.objects.get().sources == [{"key": "book", "retrieved": "some day"}]


def test_what_is_far_too_long_is_refused_and_says_so(save):
    with pytest.raises(DraftRefused, match="too long"):
        save("x" * 400_001)


def test_a_draft_is_discarded_by_its_editor_and_as_it_was_opened(save, cast):
    draft = save("Mine")
    for editor, version in ((cast.administrator, 1), (cast.editor, 7)):
        assert not discard_draft(draft_id=draft.pk, editor_id=editor.pk, version=version)
    assert discard_draft(draft_id=draft.pk, editor_id=cast.editor.pk, version=1)
    assert not Draft.objects.exists()


def test_a_draft_expires_when_its_editor_does_not_touch_it(save, cast):
    save("Forgotten")
    save("Young", editor=cast.administrator)
    mine = Draft.objects.filter(editor=cast.editor)
    mine.update(updated_at=clock.now() - timedelta(days=DAYS_KEPT - 1))
    assert expire() == 0
    mine.update(updated_at=clock.now() - timedelta(days=DAYS_KEPT + 1))
    assert expire() == 1
    assert Draft.objects.get().body == "Young"
