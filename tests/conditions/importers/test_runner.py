"""Apply documents: all or none, twice without a trace, never over an editor's work."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from conditions.articles.draft import Typed, save_draft
from conditions.articles.models import Article, Draft, Origin, Revision
from conditions.articles.publish import publish
from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.models import Closure, Condition
from conditions.importers import markdown, medigest
from conditions.importers.contract import Document, ImportProblem
from conditions.importers.models import Imported
from conditions.importers.runner import Outcome, run
from tests.conftest import BY_AN_EDITOR, make_member

pytestmark = pytest.mark.django_db


def changed(document: Document, **changes: object) -> Document:
    return markdown.with_digest(replace(document, **changes))


def bare(slug: str, *parents: str, **changes: object) -> Document:
    """A condition without an article."""
    name = slug.capitalize()
    facts = {"system": "markdown", "key": slug, "digest": "", "slug": slug, "name": name, "parents": parents}
    return markdown.with_digest(Document(**(facts | {"path": f"{slug}.md", "lines": {"parents": 7}} | changes)))


def outcomes(*documents: Document, **options: bool) -> list[str]:
    return [result.outcome.value for result in run(documents, **options)]


def only(document: Document) -> tuple[Outcome, str]:
    (result,) = run([document])
    return result.outcome, result.reason


@pytest.fixture
def page_document(page: str) -> Document:
    return medigest.read("page.txt", page)


@pytest.fixture
def edit(source) -> Callable[..., Revision]:
    """Publish an editor's article on the only condition."""

    def edit(body: str = "An editor's words.") -> Revision:
        condition = Condition.objects.get()
        return publish(condition_id=condition.pk, body=body, sources=[source], **BY_AN_EDITOR)

    return edit


def test_a_document_makes_condition_names_codes_article_and_board(document):
    assert outcomes(document) == ["created"]
    condition = Condition.objects.get(slug="harbour-glass-syndrome")
    assert [name.text for name in condition.names.all()] == ["HGS"]
    assert [code.value for code in condition.codes.all()] == ["17"]
    assert condition.article.current.origin == Origin.SAMPLE
    assert condition.article.current.author is None
    assert condition.board.slug == condition.slug


def test_a_page_makes_an_article_with_the_notice_of_its_publisher(page_document):
    assert outcomes(page_document) == ["created"]
    article = Article.objects.get()
    assert article.condition.slug == "harbour-glass-syndrome"
    assert article.publisher_notice == page_document.publisher_notice
    assert article.current.get_origin_display() == "Imported, not reviewed"
    assert "guideline" not in article.current.body + article.current.lead_html + str(article.current.sections)
    assert [citation.source.publisher for citation in article.current.citations.all()] == ["Third party, not named"]


@pytest.mark.parametrize("kind", ["document", "page_document"])
def test_the_same_again_is_unchanged_and_leaves_no_trace(kind, request, rows):
    document = request.getfixturevalue(kind)
    run([document])
    before = rows()
    assert outcomes(document) == ["unchanged"]
    assert rows() == before


def test_the_same_again_writes_not_even_the_same(document, django_assert_num_queries):
    run([document])
    with django_assert_num_queries(4) as queries:  # the savepoint and its release, the record, its condition
        run([document])
    assert not any(one["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for one in queries.captured_queries)


def test_a_dry_run_tells_the_same_and_changes_nothing(document, page_document, rows):
    before = rows()
    assert outcomes(document, bare("coast"), dry_run=True) == ["created", "created"]
    assert rows() == before
    run([document])
    before = rows()
    assert outcomes(page_document, dry_run=True) == ["kept"]
    assert outcomes(changed(document, definition="Other."), dry_run=True) == ["updated"]
    assert rows() == before


def test_a_newer_file_replaces_what_its_own_import_made(document):
    run([document])
    newer = changed(document, name="Harbour-glass syndrome", body="It stays [@book].\n", names=(), note="Second.")
    assert outcomes(newer) == ["updated"]
    condition = Condition.objects.get()
    assert condition.name == "Harbour-glass syndrome"
    assert not condition.names.exists()
    assert condition.article.current.number == 2
    assert condition.article.current.body == "It stays [@book].\n"


def test_a_newer_page_replaces_its_own_text_and_notice(page, page_document):
    run([page_document])
    newer = medigest.read("page.txt", page.replace("foghorn", "bell").replace("sued", "blamed"))
    assert outcomes(newer) == ["updated"]
    assert "bell sounds" in Article.objects.get().current.body


def test_an_article_that_an_editor_wrote_since_is_kept_and_then_unchanged(document, edit, rows):
    run([document])
    edit()
    newer = changed(document, body="Newer [@book].\n")
    assert only(newer) == (Outcome.KEPT, "its article was written by an editor")
    assert Article.objects.get().current.body == "An editor's words."
    before = rows()
    assert outcomes(newer) == ["unchanged"]
    assert rows() == before


def test_a_draft_is_kept_and_the_file_is_taken_once_it_is_gone(document):
    run([document])
    condition = Condition.objects.get()
    save_draft(condition_id=condition.pk, editor_id=make_member("edda-editor").pk, typed=Typed("Half"))
    newer = changed(document, body="Newer [@book].\n")
    for _time in range(2):
        assert only(newer) == (Outcome.KEPT, "an editor is writing its article")
    assert Draft.objects.get().body == "Half"
    Draft.objects.all().delete()
    assert outcomes(newer) == ["updated"]
    assert Article.objects.get().current.body == "Newer [@book].\n"


def test_a_first_draft_of_an_unwritten_article_is_kept(document):
    condition = create(name=document.name)
    save_draft(condition_id=condition.pk, editor_id=make_member("edda-editor").pk, typed=Typed("Half"))
    assert only(document)[0] == Outcome.KEPT
    assert Article.objects.get().current is None


def test_a_page_adds_to_a_sample_what_the_catalogue_lacks_and_keeps_its_article(document, page_document):
    run([changed(document, names=(NameFact("synonym", "Keepers' ear"),))])
    outcome, reason = only(page_document)
    assert outcome == Outcome.KEPT
    assert reason == (
        "its article comes from elsewhere (sample text, not medically reviewed); the catalogue takes what it lacked"
    )
    condition = Condition.objects.get()
    assert [name.text for name in condition.names.order_by("id")] == ["Keepers' ear", "HGS"]
    assert condition.article.current.origin == Origin.SAMPLE
    assert condition.article.publisher_notice == ""
    assert outcomes(page_document) == ["unchanged"]


def test_a_page_that_was_kept_stays_kept_when_it_changes(document, page, page_document):
    run([document])
    run([page_document])
    assert only(medigest.read("page.txt", page.replace("foghorn", "bell")))[0] == Outcome.KEPT
    assert Article.objects.get().current.origin == Origin.SAMPLE


def test_a_sample_adds_to_a_page_what_the_catalogue_lacks(document, page_document):
    run([page_document])
    assert only(document)[0] == Outcome.KEPT
    condition = Condition.objects.get()
    assert condition.definition == "An invented condition."
    assert [code.value for code in condition.codes.all()] == ["17"]
    assert condition.article.publisher_notice == page_document.publisher_notice


def test_names_that_an_editor_added_survive(document):
    run([document])
    condition = Condition.objects.get()
    names = [NameFact("acronym", "HGS"), NameFact("synonym", "Keepers' ear")]
    describe(condition, name=condition.name, definition="Better.", names=names, codes=[])
    run([changed(document, definition="Newer.", codes=(CodeFact("COAST", "18"),))])
    condition.refresh_from_db()
    assert condition.definition == "Better."
    assert [name.text for name in condition.names.order_by("id")] == ["HGS", "Keepers' ear"]
    assert [code.value for code in condition.codes.all()] == ["18"]


def test_a_condition_is_matched_by_slug_before_name(document):
    by_name, by_slug = create(name=document.name), create(name="Another")
    Condition.objects.filter(pk=by_name.pk).update(slug="elsewhere")
    Condition.objects.filter(pk=by_slug.pk).update(slug=document.slug)
    run([document])
    assert Imported.objects.get().condition == by_slug


def test_a_condition_is_matched_by_its_folded_name_and_keeps_its_slug(document):
    condition = create(name="HARBOUR glàss  Syndrome", slug="hgs")
    assert outcomes(document) == ["updated"]
    condition.refresh_from_db()
    assert (condition.slug, condition.name) == ("hgs", "HARBOUR glàss  Syndrome")


def test_a_name_that_two_conditions_have_is_refused(page_document):
    create(name=page_document.name)
    create(name=page_document.name.upper())
    with pytest.raises(ImportProblem, match=r"page.txt:1: More than one condition is called"):
        run([page_document])


def test_conditions_of_one_name_and_two_slugs_stay_two():
    assert outcomes(bare("one", name="Ebb"), bare("two", name="Ebb")) == ["created", "created"]


def test_two_files_of_one_condition_are_refused(document, page_document, rows):
    before = rows()
    twice = replace(document, path="again.md", lines={"name": 3})
    with pytest.raises(ImportProblem, match=r"again.md:3: This is the same condition as in harbour.md"):
        run([document, twice])
    assert rows() == before
    run([document])
    with pytest.raises(ImportProblem, match=r"same condition as in harbour.md"):
        run([document, twice])


def test_parents_may_come_later_in_the_run_or_stand_already():
    create(name="Sea")
    assert outcomes(bare("ear", "coast"), bare("coast", "sea")) == ["created", "created"]
    assert set(Closure.objects.filter(descendant__slug="ear").values_list("ancestor__slug", flat=True)) == {
        "ear",
        "coast",
        "sea",
    }


def test_a_parent_of_a_condition_that_was_matched_by_name_is_found_by_the_slug_in_the_files():
    create(name="Coast", slug="shore")
    run([bare("ear", "coast"), bare("coast")])
    assert Condition.objects.get(slug="ear").parent_links.get().parent.slug == "shore"


def test_an_unknown_parent_is_refused_and_nothing_is_written(rows):
    before = rows()
    with pytest.raises(ImportProblem, match=r"ear.md:7: The parent “moon” is neither in this import nor on the site"):
        run([bare("sea"), bare("ear", "moon")])
    assert rows() == before


@pytest.mark.parametrize("files", [[("a", "a")], [("a", "b"), ("b", "c"), ("c", "a")]])
def test_a_cycle_is_refused_and_nothing_is_written(files, rows):
    before = rows()
    with pytest.raises(ImportProblem, match=r"[abc].md:7: .* can't be part of "):
        run([bare(*slugs) for slugs in files])
    assert rows() == before


def test_a_run_may_turn_a_link_round():
    run([bare("a", "b"), bare("b")])
    assert outcomes(bare("b", "a"), bare("a")) == ["updated", "updated"]
    assert Condition.objects.get(slug="b").parent_links.get().parent.slug == "a"


def test_what_publishing_refuses_is_told_with_the_file(document, edit):
    run([document])
    without = changed(document, body="No sections [@book].\n")
    run([without])
    with pytest.raises(ImportProblem, match=r"harbour.md: The section key “signs” was used before"):
        run([changed(without, body=document.body)])


def test_a_document_without_an_article_leaves_the_article(document):
    run([document])
    run([changed(document, body="", sources=())])
    assert Article.objects.get().current.body == document.body


def test_what_already_reads_so_is_unchanged_whoever_wrote_it(document):
    condition = create(name=document.name, slug=document.slug, definition=document.definition)
    describe(
        condition,
        name=document.name,
        definition=document.definition,
        names=document.names,
        codes=document.codes,
    )
    publish(
        condition_id=condition.pk,
        body=document.body,
        sources=document.sources,
        **BY_AN_EDITOR,
    )
    assert outcomes(document) == ["unchanged"]
    assert Revision.objects.count() == 1
