"""The glossary: marked once in each section, explained as it stands now, and never over what an editor said."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from conditions.articles.define import DefinedMeanwhile, Taken, define
from conditions.articles.models import Article, Term
from conditions.importers import glossary
from conditions.importers.contract import ImportProblem

pytestmark = pytest.mark.django_db
Explain = Callable[..., Term]


@pytest.fixture
def explain() -> Explain:
    def explain(name: str = "Harbour glass", **changes: Any) -> Term:
        facts = {"slug": "", "spellings": ["harbour glasses"], "text": "Glass that the sea made round."}
        told = {"source": "The book", "source_url": "", "licence": "CC0", "retrieved": date(2026, 11, 1)}
        return define(**(facts | told | {"name": name} | changes))

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
