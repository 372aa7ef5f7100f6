"""The editing page: nothing is lost, whatever is asked of it, and what an editor is told before a text is published."""

import re

import pytest

from conditions.articles.models import Article, Draft
from tests.conftest import BY_AN_EDITOR, Cast, Enter

pytestmark = pytest.mark.django_db
BODY = "The glass is green [@book].\n\n## Signs {#signs}\n\nGlass.\n\n## Care {#care}\n\nA bucket.\n"
TYPED = {
    **{f"sources-{name}": value for name, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))},
    **{f"sources-0-{name}": value for name, value in (("key", "book"), ("title", "The book"), ("publisher", "Press"))},
    "sources-0-licence": "CC0",
    "sources-0-retrieved": "2026-11-01",
    "version": "0",
    "base": "1",
    "tab": "one",
    "section": "",
    "written_by": "Edda Editor",
    "credentials": "Medical writer",
    "interests": "None stated",
}
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def send(enter: Enter, cast: Cast, condition):
    """Send the editing page's form; the answer and its text."""

    def send(do, body=BODY, *, client=None, **changes):
        data = TYPED | {"body": body, "do": do} | changes
        answer = (client or enter(cast.editor)).post(f"{condition.url}edit/", data)
        return answer, answer.content.decode()

    return send


def test_the_preview_says_what_has_no_source_and_what_changes(send, publish_text):
    publish_text("The glass is green [@book].")
    _answer, page = send("preview", "The glass is blue [@book].\n\nNobody knows why.")
    assert "1 statement cites no source" in page
    assert "Line 3: Nobody knows why." in page
    assert "<del>green" in page
    assert "<ins>blue" in page
    assert "Before you can publish" not in page


def test_without_an_author_the_text_is_kept_and_not_published(send):
    answer, page = send("publish", written_by="")
    assert answer.status_code == 422
    assert "Say who wrote this text" in page
    article = Article.objects.get(drafts__body=BODY)
    assert article.current is None
    assert article.drafts.get().credentials == "Medical writer"
    send("publish", version="1")
    article.refresh_from_db()
    assert article.current.written_by == "Edda Editor"
    assert not article.drafts.exists()


def test_a_source_that_is_half_filled_in_is_kept_with_the_text(send, enter, cast, condition):
    answer, _page = send("save", **{"sources-0-licence": "", "sources-0-retrieved": "next year"})
    assert answer.status_code == 422
    assert Draft.objects.get().sources[0]["retrieved"] == "next year"
    page = enter(cast.editor).get(f"{condition.url}edit/").content.decode()
    assert "The glass is green" in page
    assert "The book" in page


def test_a_script_keeps_the_text_and_gets_the_preview_with_the_new_version(send):
    _answer, part = send("keep")
    assert 'name="version" value="1"' in part
    assert "<h3>Signs</h3>" in part
    assert "[@book]</button>" in part
    assert "<html" not in part


def test_a_script_is_told_what_is_wrong_with_the_text_and_it_is_kept(send):
    _answer, part = send("keep", "## No key\n\nWords.")
    assert "give the heading a key" in part
    assert Draft.objects.get().body == "## No key\n\nWords."


def test_a_section_is_written_alone_and_the_others_stay(send, publish_text, enter, cast, condition):
    publish_text(BODY)
    page = enter(cast.editor).get(f"{condition.url}edit/?section=signs").content.decode()
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert text
    assert text[1].strip() == "## Signs {#signs}\n\nGlass."
    answer, _page = send("publish", "## Signs {#signs}\r\n\r\nSand.", section="signs")
    assert answer.status_code == 302
    assert Article.objects.get(condition=condition).current.body == BODY.replace("Glass", "Sand")


def test_going_to_another_section_keeps_what_was_typed_in_this_one(send, publish_text):
    publish_text(BODY)
    answer, _page = send("go", "## Signs {#signs}\n\nSand.", section="signs", part="care")
    assert answer["Location"].endswith("?section=care")
    assert Draft.objects.get().body == BODY.replace("Glass.", "Sand.")


def test_a_section_that_is_not_there_opens_the_whole(publish_text, enter, cast, condition):
    publish_text(BODY)
    assert "A bucket." in enter(cast.editor).get(f"{condition.url}edit/?section=gone").content.decode()


def test_what_was_written_in_another_tab_is_compared_and_saving_again_keeps_this(send):
    send("save", tab="other")
    answer, page = send("save", BODY.replace("green", "blue"))
    assert answer.status_code == 409
    assert "<del>green" in page
    assert "<ins>blue" in page
    assert "green" in Draft.objects.get().body
    assert 'name="version" value="1"' in page
    send("save", BODY.replace("green", "blue"), version="1")
    assert "blue" in Draft.objects.get().body


def test_a_script_does_not_write_over_another_tab(send):
    send("save", tab="other")
    _answer, part = send("keep", "Mine.")
    assert "Not kept" in part
    assert Draft.objects.get().body == BODY


def test_a_text_that_was_published_meanwhile_is_joined_place_by_place_and_then_published(
    send, publish_text, condition, source
):
    publish_text(BODY)
    send("save", BODY.replace("Glass.", "Sand.").replace("bucket", "pail"))
    publish_text(BODY.replace("Glass.", "Shells.").replace("green", "blue"))
    typed = {"version": "1"}
    answer, page = send("publish", BODY.replace("Glass.", "Sand.").replace("bucket", "pail"), **typed)
    assert answer.status_code == 409
    assert "1 place was changed in both" in page
    assert "<del>Shells." in page
    assert "<ins>Sand." in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    answer, _page = send("join", version=version[1], number="2", **{"side-0": "mine"})
    joined = Draft.objects.get()
    assert joined.body == BODY.replace("Glass.", "Sand.").replace("bucket", "pail").replace("green", "blue")
    send("publish", joined.body, version=str(joined.version))
    assert Article.objects.get(condition=condition).current.number == 3


def test_what_came_in_between_is_shown_before_anything_is_joined(send, publish_text):
    publish_text(BODY)
    send("save", BODY.replace("Glass.", "Sand."))
    publish_text(BODY.replace("Glass.", "Shells."))
    for decided in ({"version": "7", "number": "2"}, {"version": "1", "number": "1"}):
        answer, page = send("join", **decided)
        assert answer.status_code == 409
        assert "Something came in between" in page
    assert Draft.objects.get().body == BODY.replace("Glass.", "Sand.")


def test_another_editor_sees_that_somebody_writes_and_not_what(send, enter, cast, condition):
    send("save")
    page = enter(cast.administrator).get(f"{condition.url}edit/").content.decode()
    assert "edda-editor is writing this article too." in page
    assert "The glass is green" not in page


def test_a_source_of_an_earlier_version_is_taken_in_and_what_is_typed_stays(
    send, publish_text, source, changed_source, condition
):
    old = changed_source(key="old", title="An older book")
    publish_text(BODY, sources=[source, old])
    publish_text(BODY, sources=[source], **BY_AN_EDITOR | {"unmarked": ""})
    _answer, page = send("take-source", "Mine [@old].", earlier="old", base="2")
    assert 'name="sources-1-key" value="old"' in page
    assert Draft.objects.get().sources[1]["title"] == "An older book"
    assert "Mine [@old]." in page


def test_a_source_is_dropped_and_the_text_stays(send):
    second = {name.replace("-0-", "-1-"): value for name, value in TYPED.items() if name.startswith("sources-0-")}
    both = second | {"sources-TOTAL_FORMS": "2", "sources-1-key": "paper"}
    send("save", **both)
    assert [one["key"] for one in Draft.objects.get().sources] == ["book", "paper"]
    send("save", version="1", **both, **{"sources-1-DELETE": "on"})
    assert [one["key"] for one in Draft.objects.get().sources] == ["book"]
    assert Draft.objects.get().body == BODY


def test_room_for_another_source_is_made_and_the_text_is_kept(send):
    _answer, page = send("add-source")
    assert 'name="sources-1-key"' in page
    assert Draft.objects.get().body == BODY


def test_a_draft_is_discarded_as_it_was_seen(send):
    send("save")
    send("discard", version="7")
    assert Draft.objects.exists()
    send("discard", version="1")
    assert not Draft.objects.exists()


def test_what_reads_as_published_is_no_draft_any_more(send, publish_text, condition, source):
    publish_text(BODY)
    answer, _page = send(
        "publish",
        **{f"sources-0-{name}": value for name, value in source.as_json().items()},
        **{name: getattr(BY_AN_EDITOR["authorship"], name) for name in ("written_by", "credentials", "interests")},
    )
    assert answer["Location"] == condition.url
    assert Article.objects.get(condition=condition).current.number == 1
    assert not Draft.objects.exists()
