"""What machines read of articles: canonical addresses, JSON-LD, the feed of changes."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings

from conditions.articles.disclaimers import in_force
from conditions.catalogue.describe import CodeFact, NameFact, describe
from conditions.catalogue.retire import retire

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def facts(page: str) -> dict:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def test_an_article_says_what_it_is_about(client: Client, condition, publish_text):
    describe(
        condition,
        name="Harbour </script> & glass",
        definition="An invented condition.",
        names=[NameFact("acronym", "HGS")],
        codes=[CodeFact("DOID", "DOID:1", "https://example.org/1")],
    )
    revision = publish_text()
    told = facts(client.get(condition.url).content.decode())
    assert (told["@context"], told["@type"]) == ("https://schema.org", "MedicalWebPage")
    assert told["dateModified"] == revision.published_at.isoformat()
    assert told["url"] == f"http://127.0.0.1:8000{condition.url}"
    about = told["about"]
    assert (about["@type"], about["name"]) == ("MedicalCondition", "Harbour </script> & glass")
    assert about["alternateName"] == ["HGS"]
    assert about["code"] == [
        {"@type": "MedicalCode", "codingSystem": "DOID", "codeValue": "DOID:1", "url": "https://example.org/1"}
    ]
    assert "lastReviewed" not in told


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/conditions/?letter=h&x=1", "/conditions/?letter=h"),
        ("/conditions/harbour-glass-syndrome/?utm=%22%3E", "/conditions/harbour-glass-syndrome/"),
    ],
)
def test_a_page_names_its_one_address(address, own, client: Client, condition):
    with override_settings(SITE_URL="https://medigest.example/"):
        page = client.get(address).content.decode()
    assert page.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="https://medigest.example{own}">' in page


def test_a_page_that_says_no_names_none(client: Client, db):
    assert 'rel="canonical"' not in client.get("/nowhere/").content.decode()


def test_the_feed_is_an_atom_feed_of_the_newest_articles(client: Client, condition, publish_text):
    publish_text(note="Symptoms <rewritten>.")
    answer = client.get("/conditions/feed/")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    # RFC 4287, 4.1.1 and 4.1.2: each has one id, title and updated; a feed names its author, and itself.
    [entry] = feed.findall(f"{ATOM}entry")
    for one in (feed, entry):
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", one.find(f"{ATOM}updated").text)
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Medigest"
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        "http://127.0.0.1:8000/conditions/feed/"
    ]
    assert entry.find(f"{ATOM}id").text == f"http://127.0.0.1:8000{condition.url}"
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "Symptoms &lt;rewritten&gt;." in summary.text
    for carrier in (summary, feed.find(f"{ATOM}subtitle")):
        assert in_force().short_html in carrier.text


def test_an_article_changed_again_stands_in_the_feed_once_and_a_retired_one_not(
    client: Client, condition, publish_text
):
    publish_text()
    publish_text("Other words [@book].")
    assert client.get("/conditions/feed/").content.count(b"<entry>") == 1
    retire([condition.pk])
    assert client.get("/conditions/feed/").content.count(b"<entry>") == 0
