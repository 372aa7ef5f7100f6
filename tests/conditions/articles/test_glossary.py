"""The glossary: marked once in each section, explained as it stands now, and never over what an editor said."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from conditions.articles.define import DefinedMeanwhile, Taken, define
from conditions.articles.mark import BATCH, mark_anew
from conditions.articles.models import Article, Revision, Term
from conditions.catalogue.describe import create
from conditions.importers import glossary
from conditions.importers.contract import ImportProblem
from medigest.jobs.drain import drain

pytestmark = pytest.mark.django_db
Explain = Callable[..., Term]


@pytest.fixture
def explain() -> Explain:
    def explain(name: str = "Harbour glass", **changes: Any) -> Term:
        facts = {"slug": "", "spellings": ["harbour glasses"], "text": "Glass that the sea made round."}
        told = {"source": "The book", "source_url": "", "licence": "CC0", "retrieved": date(2026, 11, 1)}
        term = define(**(facts | told | {"name": name} | changes))
        drain()
        return term

    return explain


def test_the_first_place_in_each_section_is_marked_whatever_its_form(explain, publish_text):
    explain()
    revision = publish_text(
        "Harbour  glass, then harbour glass [@book].\n\n## Of harbour glass {#glass}\n\n"
        "[harbour glass](https://example.org/) `harbour glass`, **Harbour glasses** and harbour-glass."
    )
    assert revision.lead_html.count('href="/glossary/harbour-glass/"') == 1
    (section,) = revision.sections
    assert section["html"].count('href="/glossary/') == 1
    assert '<strong><a href="/glossary/harbour-glass/">Harbour glasses</a></strong>' in section["html"]
    assert section["heading"] == "Of harbour glass"


def test_the_longest_term_wins(explain, publish_text):
    explain()
    explain("Harbour", spellings=[])
    html = publish_text("A harbour glass in a harbour [@book].").lead_html
    assert '<a href="/glossary/harbour-glass/">harbour glass</a> in a <a href="/glossary/harbour/">harbour</a>' in html


def test_the_article_explains_in_place_and_as_the_glossary_says_now(client, explain, publish_text, condition):
    term = explain()
    publish_text("Harbour glass [@book].")
    explain(slug=term.slug, text="Round glass.", opened_version=1)
    page = client.get(condition.url).content.decode()
    assert '<button type="button" class="term" popovertarget="term-harbour-glass">Harbour glass</button>' in page
    assert "Round glass." in page
    assert "that the sea made" not in page


def test_a_new_word_is_marked_in_articles_that_were_published_before_it(client, explain, publish_text, condition):
    revision = publish_text("Stones.\n\n## Signs {#signs}\n\nA **harbour glass** [@book].")
    publish_text("## Other {#other}\n\nWords [@book].", condition_id=create(name="Another").pk)
    explain("Glass", spellings=["stones"])
    page = client.get(condition.url).content.decode()
    assert 'popovertarget="term-glass">Stones</button>' in page
    assert 'harbour <button type="button" class="term" popovertarget="term-glass">glass</button>' in page
    explain()
    page = client.get(condition.url).content.decode()
    assert (
        '<strong><button type="button" class="term" popovertarget="term-harbour-glass">harbour glass</button>' in page
    )
    assert 'popovertarget="term-glass">glass' not in page
    revision.refresh_from_db()
    assert "/glossary/" not in revision.sections[0]["html"]
    assert Article.objects.get(condition__name="Another").marked == {}


def test_a_word_that_is_explained_no_more_or_otherwise_is_not_marked_any_more(client, explain, publish_text, condition):
    term = explain()
    publish_text("Harbour glass in a bucket [@book].")
    explain(slug=term.slug, name="Sea glass", spellings=["bucket"], opened_version=1)
    page = client.get(condition.url).content.decode()
    assert 'Harbour glass in a <button type="button" class="term" popovertarget="term-harbour-glass">bucket<' in page
    explain(slug=term.slug, name="Sea glass", spellings=["bucket"], opened_version=2, in_use=False)
    page = client.get(condition.url).content.decode()
    assert "Harbour glass in a bucket" in page
    assert "popovertarget" not in page.split("<main")[1]
    assert Article.objects.get().explained == {}
    explain(slug=term.slug, opened_version=3)
    assert Article.objects.get().marked == {}


def test_a_new_version_is_marked_by_itself(client, explain, publish_text, condition):
    publish_text("Harbour glass [@book].")
    explain()
    publish_text("A bucket [@book].")
    assert Article.objects.get().marked == {}
    assert "A bucket" in client.get(condition.url).content.decode()


def test_all_articles_are_marked_a_batch_at_a_time_and_the_second_time_nothing_is_written(
    explain, publish_text, django_assert_num_queries
):
    for number in range(BATCH + 2):
        publish_text("Sand [@book].", condition_id=create(name=f"Sea {number}").pk)
    last = publish_text("Harbour glass [@book].")
    term = explain()
    assert Article.objects.exclude(explained={}).get() == last.article
    with django_assert_num_queries(3):  # the term, a batch, the next one in the queue
        mark_anew.call(term_id=term.pk)
    stood = Article.objects.values().get(pk=last.article_id)
    with django_assert_num_queries(7):  # the term, a batch, and in a savepoint (2) the article, its text, the glossary
        mark_anew.call(term_id=term.pk, beyond=last.article_id - 1)
    assert Article.objects.values().get(pk=last.article_id) == stood


def test_a_text_that_could_not_be_published_today_stays_as_it_is(explain, publish_text):
    article = publish_text("Sand [@book].").article
    earlier = Revision(article=article, number=2, body="## Harbour glass", lead_html="<p>Harbour glass</p>")
    earlier.origin, earlier.disclaimer = "editor", article.current.disclaimer
    earlier.save()
    Article.objects.update(current=earlier)
    explain()
    assert Article.objects.get().explained == {}


def test_an_earlier_version_leads_to_the_glossary(client, explain, publish_text, condition):
    explain()
    publish_text("Harbour glass [@book].")
    publish_text("No such word [@book].")
    assert Article.objects.get().explained == {}
    page = client.get(f"{condition.url}history/1/").content.decode()
    assert '<a href="/glossary/harbour-glass/">Harbour glass</a>' in page
    assert "popovertarget" not in page


def test_a_form_belongs_to_one_term(explain):
    explain()
    with pytest.raises(Taken, match="HARBOUR glasses"):
        explain("Marzipan", spellings=["HARBOUR glasses"])
    with pytest.raises(Taken):
        explain("harbour-glass", spellings=[])
    assert Term.objects.count() == 1


def test_two_editors_at_once_do_not_overwrite_each_other(explain):
    term = explain()
    explain(slug=term.slug, text="First.", opened_version=1)
    with pytest.raises(DefinedMeanwhile) as meanwhile:
        explain(slug=term.slug, text="Second.", opened_version=1)
    assert meanwhile.value.term.text == "First."


def test_what_is_not_in_use_is_not_marked_and_not_listed(client, explain, publish_text):
    term = explain(in_use=False)
    assert "/glossary/" not in publish_text("Harbour glass [@book].").lead_html
    assert "Harbour glass" not in client.get("/glossary/").content.decode()
    assert client.get(term.url).status_code == 200


def test_a_file_brings_all_back_and_replaces_nothing(explain):
    explain(source_url="https://example.org/")
    explain("Marzipan: “sweet”", spellings=["no"])
    written = glossary.write(Term.objects.order_by("slug"))
    before = list(Term.objects.order_by("slug").values())
    assert glossary.take("a.yaml", glossary.read("a.yaml", written)) == (0, [])
    Term.objects.all().delete()
    assert glossary.take("a.yaml", glossary.read("a.yaml", written)) == (2, [])
    leave = {"id": None}
    assert [row | leave for row in Term.objects.order_by("slug").values()] == [row | leave for row in before]
    Term.objects.update(text="An editor's words.")
    assert glossary.take("a.yaml", glossary.read("a.yaml", written)) == (0, ["Harbour glass", "Marzipan: “sweet”"])


def test_a_file_that_gives_a_form_twice_is_refused_whole_with_its_line(explain):
    explain()
    text = glossary.write(Term.objects.all())
    Term.objects.all().delete()
    twice = text + text.split("\n", 1)[1].replace("name: Harbour glass", "name: Other")
    with pytest.raises(ImportProblem, match=r"a\.yaml:10"):
        glossary.take("a.yaml", glossary.read("a.yaml", twice))
    assert not Term.objects.exists()
