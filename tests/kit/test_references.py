"""Words of a text that are addresses by another name."""

import pytest

from medigest.kit.markup import REL, render
from tests.kit.safe_html import Found


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("See doi:10.1002/cncr.30000.", "https://doi.org/10.1002/cncr.30000", "doi:10.1002/cncr.30000"),
        ("(DOI: 10.1016/s0140-6736(97)11096-0)", "https://doi.org/10.1016/s0140-6736(97)11096-0", None),
        ("PMID 12345 says so.", "https://pubmed.ncbi.nlm.nih.gov/12345/", "PMID 12345"),
        ("pmid:12345", "https://pubmed.ncbi.nlm.nih.gov/12345/", None),
    ],
)
def test_a_citation_becomes_a_link_to_where_it_stands(text, address, words):
    html = render(text)
    (link,) = Found(html).links
    assert (link["href"], link["rel"]) == (address, REL)
    assert words is None or f">{words}</a>" in html


@pytest.mark.parametrize(
    "text", ["`doi:10.1/x`", "[PMID 12345](/help/)", "PMID 0", "doi:10.12/x", 'doi:10.1000/"onclick=x', "lapmid 7"]
)
def test_what_is_code_a_link_already_or_no_citation_stays(text):
    assert all("/help/" in link["href"] or '"' not in link["href"] for link in Found(render(text)).links)
    assert "doi.org/10.12" not in render(text)
    assert "pubmed" not in render(text)


def test_a_known_handle_becomes_a_link_and_an_unknown_one_stays_text():
    html = render("@Ada and @nobody, me@ada.example, `@ada`, @adas", members={"ada": "/members/ada/"})
    (link, _mail) = [*Found(html).links, {}][:2]
    assert html.count("/members/ada/") == 1
    assert link == {"href": "/members/ada/"}
