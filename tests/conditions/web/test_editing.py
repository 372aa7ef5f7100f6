"""The editing page: what an editor is told before a text is published."""

import pytest

from conditions.articles.models import Article
from tests.conftest import Cast, Enter

pytestmark = pytest.mark.django_db
TYPED = {
    **{f"sources-{name}": value for name, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))},
    **{f"sources-0-{name}": value for name, value in (("key", "book"), ("title", "The book"), ("publisher", "Press"))},
    "sources-0-licence": "CC0",
    "sources-0-retrieved": "2026-11-01",
    "version": "0",
    "written_by": "Edda Editor",
    "credentials": "Medical writer",
    "interests": "None stated",
}


def test_the_preview_says_what_has_no_source_and_what_changes(enter: Enter, cast: Cast, condition, publish_text):
    publish_text("The glass is green [@book].")
    body = "The glass is blue [@book].\n\nNobody knows why."
    answer = enter(cast.editor).post(f"{condition.url}edit/", TYPED | {"body": body, "do": "preview"})
    page = answer.content.decode()
    assert "1 statement cites no source" in page
    assert "Line 3: Nobody knows why." in page
    assert "<del>green" in page
    assert "<ins>blue" in page
    assert "Before you can publish" not in page


def test_without_an_author_the_text_is_kept_and_not_published(enter: Enter, cast: Cast, condition):
    typed = TYPED | {"body": "The glass is blue [@book].", "written_by": ""}
    editor = enter(cast.editor)
    answer = editor.post(f"{condition.url}edit/", typed | {"do": "publish"})
    assert answer.status_code == 422
    assert "Say who wrote this text" in answer.content.decode()
    article = Article.objects.get()
    assert article.current is None
    assert article.draft.credentials == "Medical writer"
    editor.post(f"{condition.url}edit/", typed | {"do": "publish", "written_by": "Edda Editor", "version": "1"})
    article.refresh_from_db()
    assert article.current.written_by == "Edda Editor"
