"""Our own format: read strictly, written canonically, nothing lost between."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.articles.draft import SourceFact
from conditions.articles.models import Origin
from conditions.catalogue.describe import CodeFact, NameFact
from conditions.importers import markdown
from conditions.importers.contract import Document, ImportProblem, normal_body

from .conftest import TEXT


def refusal(text: str) -> str:
    with pytest.raises(ImportProblem) as caught:
        markdown.read("h.md", text)
    return str(caught.value)


def test_a_file_gives_every_field(document):
    assert replace(document, digest="") == Document(
        system="markdown",
        key="harbour-glass-syndrome",
        digest="",
        slug="harbour-glass-syndrome",
        name="Harbour glass syndrome",
        definition="An invented condition.",
        names=(NameFact("acronym", "HGS"),),
        codes=(CodeFact("COAST", "17", ""),),
        parents=(),
        origin=Origin.SAMPLE,
        sources=(
            SourceFact(
                "book",
                "The book of coasts",
                "Harbour press",
                "https://harbour.example/book",
                "Not stated",
                date(2026, 11, 1),
            ),
        ),
        note="",
        body="It comes with the tide [@book].\n\n## Signs {#signs}\n\nA ringing in the ears [@book, page 3].\n",
    )


def test_a_canonical_file_is_written_back_byte_for_byte(document):
    assert markdown.write(document) == TEXT


def test_a_publisher_notice_is_written_only_where_there_is_one(document):
    assert "publisher_notice" not in markdown.write(document)
    noticed = markdown.with_digest(replace(document, publisher_notice="No warranty.\n\nNone: really."))
    assert markdown.read("h.md", markdown.write(noticed)) == noticed


def test_the_digest_changes_with_any_word(document):
    assert markdown.read("h.md", TEXT.replace("tide", "ebb")).digest != document.digest
    assert markdown.read("h.md", TEXT.replace("'17'", "'18'")).digest != document.digest


def test_how_the_yaml_is_written_does_not_matter(document):
    other = TEXT.replace("name: Harbour glass syndrome", 'name: "Harbour glass syndrome"  # the title')
    assert markdown.read("h.md", other + "\n\n") == document


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("a", "a\n"),
        ("\n \n    code\n\n\n", "    code\n"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("---\na\n---\n", "---\na\n---\n"),
    ],
)
def test_a_body_has_one_normal_form(text, normal):
    assert normal_body(text) == normal
    assert normal_body(normal) == normal


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("---\nslug", "slug", "h.md:1: The file does not begin with front matter"),
        ("note: ''\n---\n", "note: ''\n", "h.md:1: The front matter has no end"),
        ("name: Harbour", "name: 'Harbour", "h.md:10: This is no YAML: expected <block end>"),
        ("name: Harbour", "name: @Harbour", "h.md:3: This is no YAML: found character '@' that cannot start any token"),
        ("name: Harbour glass syndrome\n", "", "h.md:2: The field “name” is missing."),
        ("name: Harbour", "title: x\nname: Harbour", "h.md:3: There is no field “title” in this format."),
        ("name: Harbour", "name: x\nname: Harbour", "h.md:4: The field “name” is given twice."),
        ("name: Harbour glass syndrome", "name: [a]", "h.md:3: name: This has to be a text; put it into quotes."),
        ("name: Harbour glass syndrome", "name: no", "h.md:3: name: This has to be a text; put it into quotes."),
        ("name: Harbour glass syndrome", "name: ' '", "h.md:3: name: This can't be empty."),
        ("name: Harbour", 'name: "a\\nb"\n#', "h.md:3: name: This has to be a single line"),
        ("name: Harbour", 'name: "\\ud800"\n#', "h.md:3: name: This has to be a single line"),
        ("name: Harbour", f"name: {'x' * 251}\n#", "h.md:3: name: This is longer than 250 characters."),
        ("name: Harbour", f"name: {'ﷺ' * 200}\n#", "h.md:3: name: This is too long."),
        ("slug: harbour", "slug: Harbour", "h.md:2: slug: Use small letters, digits and hyphens"),
        ("slug: harbour-glass-syndrome", "slug: new", "h.md:2: slug: “new” is a word of the site."),
        ("slug: harbour-glass-syndrome", "slug: ../etc", "h.md:2: slug: Use small letters"),
        (
            "kind: acronym",
            "kind: nickname",
            "h.md:6: names[1].kind: This has to be one of: acronym, synonym, related, former.",
        ),
        ("  text: HGS", "  words: HGS", "h.md:7: There is no field “names[1].words” in this format."),
        ("  text: HGS\n", "", "h.md:6: The field “names[1].text” is missing."),
        (
            "  text: HGS\n",
            "  text: HGS\n- kind: acronym\n  text: hgs\n",
            "h.md:6: names: “acronym hgs” is listed twice.",
        ),
        ("value: '17'", "value: 17", "h.md:10: codes[1].value: This has to be a text; put it into quotes."),
        ("  url: ''", "  url: javascript:alert(1)", "h.md:11: codes[1].url: This is no web address"),
        ("parents: []", "parents: coast", "h.md:12: parents: This has to be a list; [] where there is nothing."),
        ("parents: []", "parents:\n- 7", "h.md:13: parents[1]: This has to be a text"),
        ("parents: []", "parents: [a, a]", "h.md:12: parents: “a” is listed twice."),
        ("origin: sample", "origin: press", "h.md:13: origin: This has to be one of: editor, sample, imported."),
        ("key: book", "key: The Book", "h.md:15: sources[1].key: Use small letters, digits and hyphens."),
        ("2026-11-01", "2026-13-01", "h.md:20: sources[1].retrieved: Write the date as in 2026-11-23."),
        ("2026-11-01", "[]", "h.md:20: sources[1].retrieved: Write the date as in 2026-11-23."),
        ("note: ''", "note: !!python/object:os.system x", "h.md:21: note: This has to be a text"),
        ("[@book]", "[@map]", "h.md:23: “map” is cited, but it is not among the sources."),
        ("## Signs {#signs}", "## Signs", "h.md: Line 25: give the heading a key"),
    ],
)
def test_a_field_that_is_wrong_is_told_with_its_line(old, new, told):
    assert old in TEXT
    assert refusal(TEXT.replace(old, new, 1)).startswith(told)


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("", "h.md:1: The front matter is empty."),
        ("- a", "h.md:2: The file has to be a list of “field: value” lines."),
        ("[" * 5_000, "h.md:1: The front matter is no YAML."),
        ("? [a]\n: b", "h.md:2: There is no field “?” in this format."),
    ],
)
def test_front_matter_of_another_shape_is_refused(front, told):
    assert refusal(f"---\n{front}\n---\nBody.") == told


def test_an_article_needs_a_source_and_a_source_an_article():
    without = TEXT[: TEXT.index("sources:")] + "sources: []\n" + TEXT[TEXT.index("note:") :]
    assert refusal(without).startswith("h.md:14: sources: The article names no source.")
    assert "no article below" in refusal(TEXT[: TEXT.index("It comes")])


ODD = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
AWKWARD = st.sampled_from(
    [
        "a: b",
        "'",
        '"',
        "- x",
        "# x",
        "---",
        "yes",
        "null",
        "1",
        "2026-11-01",
        " lead",
        "trail ",
        "[a]",
        "é\u2028x",
        "🦀",
    ]
)
WORDS = (ODD | AWKWARD).filter(str.strip)
SLUG = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(lambda slug: slug != "new")
URL = st.sampled_from(["", "https://a.example/x?y=1#z", "http://a.example/(a;b):c"])
NAMES = st.lists(
    st.builds(NameFact, st.sampled_from(["acronym", "synonym", "former"]), WORDS),
    max_size=3,
    unique_by=lambda name: (name.kind, name.text.lower()),
)
CODES = st.lists(
    st.builds(CodeFact, WORDS, WORDS, URL), max_size=3, unique_by=lambda code: (code.system, code.value.lower())
)
SOURCES = st.lists(
    st.builds(SourceFact, SLUG, WORDS, WORDS, URL, WORDS, st.dates()),
    min_size=1,
    max_size=3,
    unique_by=lambda source: source.key,
)
LINES = st.sampled_from(["---", "----", "", "    code", "a: b", "name: x", "...", "- a", "\u2028x", "\ufeffx", "é  "])
BODY = st.lists(LINES | ODD.filter(lambda line: "[@" not in line and not line.startswith("##")), max_size=6).map(
    lambda lines: normal_body("\n".join(lines))
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    body, slug = draw(BODY), draw(SLUG)
    return markdown.with_digest(
        Document(
            system="markdown",
            key=slug,
            digest="",
            slug=slug,
            name=draw(WORDS),
            definition=draw(ODD | AWKWARD),
            names=tuple(draw(NAMES)),
            codes=tuple(draw(CODES)),
            parents=tuple(draw(st.lists(SLUG, max_size=3, unique=True))),
            origin=draw(st.sampled_from(list(Origin))),
            sources=tuple(draw(SOURCES)) if body else (),
            note=draw(ODD | AWKWARD),
            body=body,
            publisher_notice=draw(ODD | AWKWARD | BODY),
        )
    )


@given(documents())
def test_what_is_written_reads_the_same_and_is_written_the_same(document):
    text = markdown.write(document)
    again = markdown.read("h.md", text)
    assert again == document
    assert markdown.write(again) == text
