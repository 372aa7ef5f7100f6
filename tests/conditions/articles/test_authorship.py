"""The marks of trust: no text of an editor without them, and an import that lacks one says so and why."""

import pytest

from conditions.articles.authorship import NOBODY, Authorship, Mark, missing
from conditions.articles.models import Origin, Revision
from conditions.articles.restore import restore
from conditions.articles.text import TextError
from conditions.importers import markdown
from conditions.importers.export import document_of
from tests.conftest import AUTHORSHIP

pytestmark = pytest.mark.django_db


def test_a_text_that_says_all_lacks_no_mark():
    assert missing(AUTHORSHIP, cites=True) == []
    assert missing(NOBODY, cites=False) == list(Mark)
    assert missing(Authorship("Edda", "", "None stated"), cites=True) == [Mark.AUTHORSHIP]


def test_an_editor_publishes_no_text_that_lacks_a_mark(publish_text):
    with pytest.raises(TextError) as error:
        publish_text("No source is cited.", authorship=Authorship("Edda", "Writer", ""), unmarked="")
    assert [problem[:20] for problem in error.value.problems] == ["Cite a source where ", "Say which interests "]
    assert not Revision.objects.exists()


def test_an_import_may_lack_a_mark_and_the_page_says_which_and_why(client, publish_text, condition):
    publish_text(origin=Origin.IMPORTED, authorship=NOBODY, unmarked="The publisher does not say more.")
    page = client.get(condition.url).content.decode()
    assert "This text does not say: who wrote it, with credentials; the interests of whoever wrote it." in page
    assert "The publisher does not say more." in page


def test_a_reason_is_kept_only_where_a_mark_is_missing(client, publish_text, condition):
    assert publish_text(unmarked="No need.").unmarked == ""
    page = client.get(condition.url).content.decode()
    assert "Edda Editor, Medical writer" in page
    assert "This text does not say" not in page
    assert '"author": {"@type": "Person", "name": "Edda Editor"' in page


def test_another_author_alone_makes_a_revision(publish_text):
    publish_text()
    publish_text(authorship=Authorship("Lou Local", "Nurse", "None stated"))
    assert [one.written_by for one in Revision.objects.order_by("number")] == ["Edda Editor", "Lou Local"]


def test_an_earlier_text_without_marks_can_be_restored_and_says_so(publish_text):
    old = publish_text(origin=Origin.IMPORTED, authorship=NOBODY, unmarked="As it came.")
    publish_text("Other words [@book].")
    again = restore(revision=old, editor_id=None, note="")
    assert (again.authorship, again.unmarked, again.origin) == (NOBODY, "As it came.", "imported")


def test_who_wrote_it_goes_out_with_the_article_and_comes_back(publish_text, condition):
    publish_text("::: urgent Ask for help today if\nit bleeds [@book]\n:::")
    document = document_of(condition)
    assert document.authorship == AUTHORSHIP
    assert markdown.read("a.md", markdown.write(document)) == document
