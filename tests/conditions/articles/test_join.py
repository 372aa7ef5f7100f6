"""A draft brought together with what was published since it was begun."""

import pytest

from conditions.articles.authorship import Authorship
from conditions.articles.draft import EditedMeanwhile, Typed, save_draft
from conditions.articles.join import join_draft, meet
from conditions.articles.models import Draft
from conditions.articles.publish import PublishedMeanwhile, publish
from medigest.kit.join import Kind, Side
from tests.conftest import BY_AN_EDITOR

pytestmark = pytest.mark.django_db
BODY = "One [@book].\n\nTwo.\n\nThree.\n"


@pytest.fixture
def begin(condition, cast, source):
    """An editor's draft that begins from the published text."""

    def begin(body=BODY, **changes):
        typed = Typed(body, **({"sources": [source.as_json()]} | changes))
        return save_draft(condition_id=condition.pk, editor_id=cast.editor.pk, typed=typed, base_number=1)

    return begin


@pytest.fixture
def join(condition, cast):
    def join(sides=None, version=1, number=2):
        return join_draft(
            condition_id=condition.pk, editor_id=cast.editor.pk, version=version, number=number, sides=sides or {}
        )

    return join


def test_what_each_changed_alone_stands_in_the_joined_text_and_it_can_be_published(begin, join, publish_text, source):
    publish_text(BODY)
    begin(BODY.replace("One", "Uno"))
    second = publish_text(BODY.replace("Three", "Tre"))
    draft = join()
    assert draft.body == "Uno [@book].\n\nTwo.\n\nTre.\n"
    assert draft.base == second
    publish(condition_id=draft.article.condition_id, body=draft.body, sources=[source], draft=draft, **BY_AN_EDITOR)
    assert not Draft.objects.exists()


def test_the_sources_of_both_stay(begin, join, publish_text, source, changed_source):
    publish_text(BODY)
    mine, theirs = changed_source(key="mine", title="Mine"), changed_source(key="theirs", title="Theirs")
    begin(BODY.replace("Two.", "Two [@mine]."), sources=[source.as_json(), mine.as_json()])
    publish_text(BODY.replace("Three.", "Three [@theirs]."), sources=[source, theirs])
    assert [one["key"] for one in join().sources] == ["book", "mine", "theirs"]


def test_the_editor_decides_what_both_changed(begin, join, publish_text):
    publish_text(BODY)
    draft = begin(BODY.replace("Two", "Zwei"))
    published = publish_text(BODY.replace("Two", "Deux"))
    assert [piece.kind for piece in meet(draft, published).pieces].count(Kind.CLASH) == 1
    assert "Zwei" not in join({0: Side.THEIRS}).body


def test_undecided_both_stay(begin, join, publish_text):
    publish_text(BODY)
    begin(BODY.replace("Two", "Zwei"))
    publish_text(BODY.replace("Two", "Deux"))
    assert "Deux.\n\nZwei.\n" in join().body


def test_a_key_that_means_two_sources_is_given_to_theirs_and_mine_gets_another(
    begin, join, publish_text, source, changed_source
):
    publish_text(BODY)
    mine, theirs = changed_source(key="new", title="Mine"), changed_source(key="new", title="Theirs")
    begin(BODY.replace("Two.", "Two [@new, page 3]."), sources=[source.as_json(), mine.as_json()])
    publish_text(BODY.replace("Three.", "Three [@new]."), sources=[source, theirs])
    draft = join()
    assert draft.body == "One [@book].\n\nTwo [@new-2, page 3].\n\nThree [@new].\n"
    assert [(one["key"], one["title"]) for one in draft.sources] == [
        ("book", source.title),
        ("new", "Theirs"),
        ("new-2", "Mine"),
    ]


def test_of_who_wrote_it_what_i_changed_stays_mine(begin, join, publish_text):
    publish_text(BODY)
    begin(BODY + "\nMore.\n", authorship=Authorship("Me", "Test author of texts", "None stated"))
    publish_text(BODY.replace("One", "Uno"), authorship=Authorship("Eda", "Nurse", "None stated"))
    assert join().authorship.written_by == "Me"


def test_nothing_is_joined_with_a_text_that_was_not_shown(begin, join, publish_text):
    publish_text(BODY)
    begin(BODY + "\nMine.\n")
    publish_text(BODY + "\nSecond.\n")
    publish_text(BODY + "\nThird.\n")
    with pytest.raises(PublishedMeanwhile):
        join(number=2)
    with pytest.raises(EditedMeanwhile):
        join(number=3, version=7)
    assert Draft.objects.get().body == BODY + "\nMine.\n"
