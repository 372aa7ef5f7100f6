"""Keep an editor's draft."""

import pytest

from conditions.articles.draft import EditedMeanwhile, SourceFact, save_draft
from conditions.articles.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(condition):
    def save(body, opened_version, **changes):
        facts = {"sources": [], "note": "", "editor_id": None}
        return save_draft(condition_id=condition.pk, body=body, opened_version=opened_version, **(facts | changes))

    return save


def test_each_save_is_a_version(save):
    assert [save("First", 0).version, save("Second", 1).version] == [1, 2]
    assert Draft.objects.get().body == "Second"


def test_an_editor_who_opened_an_older_version_is_shown_the_other_text(save):
    save("Theirs", 0)
    with pytest.raises(EditedMeanwhile) as caught:
        save("Mine", 0)
    assert caught.value.draft.body == "Theirs"
    assert Draft.objects.get().body == "Theirs"


def test_sources_come_back_as_they_were_given(save, source):
    save("Text", 0, sources=[source])
    assert [SourceFact.from_json(stored) for stored in Draft.objects.get().sources] == [source]
