"""Files of ontologies as people write them, damage them and cut them off."""

import gzip
import json
from pathlib import Path

import pytest

from conditions.catalogue.describe import CodeFact, NameFact
from conditions.importers.contract import ImportProblem
from conditions.importers.ontology.files import load_obo, load_obographs
from conditions.importers.ontology.readable import sentence, title

from .conftest import EAR, GLASS, HEADER, SEA, WHOLE


def test_a_term_says_what_people_can_read(file) -> None:
    ontology = load_obo(file(*WHOLE))
    ear = ontology.terms["COAST:2"]
    assert ear.name == "Keepers' ear"
    assert ear.definition == "A sea ailment that has its basis in fog located in the ear."
    assert ear.names == (
        NameFact("acronym", "KE"),
        NameFact("synonym", "harbour ear"),
        NameFact("related", "ringing"),
    )
    assert ear.alternates == ("COAST:20",)


def test_codes_lose_the_day_of_the_mapping_and_get_the_names_that_readers_know(file) -> None:
    codes = load_obo(file(*WHOLE)).terms["COAST:2"].codes
    assert CodeFact("SNOMED CT", "17") in codes
    assert CodeFact("OMIM", "600017", "https://omim.org/entry/600017") in codes


def test_the_release_and_its_licence_are_read(file) -> None:
    edition = load_obo(file(*WHOLE)).edition
    assert (edition.system, str(edition.released), edition.licence) == ("COAST", "2026-07-31", "CC0 1.0")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ('[Term]\nid: COAST:4\ndef: "No name." []\n', "COAST:4: has no name"),
        ("[Term]\nid: COAST:1\nname: again\n", "COAST:1: stands twice"),
        ("[Term]\nid: COAST:5\nname: own\nis_a: COAST:5\n", "COAST:5: is its own parent"),
        (f"[Term]\nid: COAST:6\nname: {'x' * 251}\n", "COAST:6: its name is too long"),
    ],
)
def test_what_can_not_stand_is_told_by_its_id_and_left_out(raw: str, told: str, file) -> None:
    ontology = load_obo(file(SEA, "\n" + raw))
    assert [problem[: len(told)] for problem in ontology.problems] == [told]
    assert ontology.terms["COAST:1"].name == "Sea ailment"


def test_escapes_and_markup_stay_the_characters_that_were_meant(file) -> None:
    term = '\n[Term]\nid: COAST:7\nname: <b>a</b> "b" \\{c\\}\ndef: "He said \\"go\\", then\\nwent." []\n'
    read = load_obo(file(term)).terms["COAST:7"]
    assert (read.name, read.definition) == ('<b>a</b> "b" {c}', 'He said "go", then went.')


def test_a_packed_file_is_read_like_a_plain_one(file, tmp_path: Path) -> None:
    plain = file(*WHOLE)
    packed = tmp_path / "coast.obo.gz"
    packed.write_bytes(gzip.compress(Path(plain).read_bytes()))
    assert load_obo(str(packed)).terms == load_obo(plain).terms


BAD = {
    "missing": (None, ": There is no such file."),
    "empty": (b"", ":1: The file is empty."),
    "half a line": (HEADER.encode() + b"\n[Term]\nid: COAST:1\nname: se", ":8: The last line does not end"),
    "no terms": (HEADER.encode(), ":1: The file holds no terms."),
    "not this form": (b"<!doctype html>\n", ":1: This is not the form"),
    "latin-1": ("format-version: 1.2\nremark: é\n".encode("latin-1"), ":2: The file is not text in UTF-8."),
    "packed and cut off": (gzip.compress(b"x" * 5000)[:20], ": The packed file is damaged or was cut off."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_none_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    content, told = BAD[kind]
    path = tmp_path / "bad.obo"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImportProblem) as caught:
        load_obo(str(path))
    assert str(caught.value).startswith(f"{path}{told}")
    assert "\n" not in str(caught.value)


def graph() -> dict[str, object]:
    base = "http://purl.obolibrary.org/obo/COAST_"
    return {
        "graphs": [
            {
                "id": "http://purl.obolibrary.org/obo/coast.owl",
                "meta": {"version": "http://purl.obolibrary.org/obo/coast/releases/2018-07-05/coast.owl"},
                "nodes": [
                    {"id": f"{base}1", "lbl": "sea ailment", "type": "CLASS"},
                    {
                        "id": f"{base}2",
                        "lbl": "keepers' ear",
                        "type": "CLASS",
                        "meta": {
                            "definition": {"val": "An ear that has_symptom ringing.", "xrefs": []},
                            "synonyms": [{"pred": "hasExactSynonym", "val": "harbour ear", "xrefs": []}],
                            "xrefs": [{"val": "OMIM:600017"}],
                        },
                    },
                    {"id": f"{base}9", "lbl": "old ear", "type": "CLASS", "meta": {"deprecated": True}},
                ],
                "edges": [{"sub": f"{base}2", "pred": "is_a", "obj": f"{base}1"}],
            }
        ]
    }


def test_a_graph_says_the_same_as_an_obo_file_would(tmp_path: Path) -> None:
    path = tmp_path / "coast.json"
    path.write_text(json.dumps(graph()))
    ontology = load_obographs(str(path))
    ear = ontology.terms["COAST:2"]
    assert (ear.name, ear.parents) == ("Keepers' ear", ("COAST:1",))
    assert ear.definition == "An ear that has symptom ringing."
    assert ontology.terms["COAST:9"].obsolete
    assert str(ontology.edition.released) == "2018-07-05"


@pytest.mark.parametrize("content", ["[]", '{"graphs": []}', '{"graphs": [{}]}', '{"graphs": [1]}', "{", "[" * 100_000])
def test_json_that_is_no_graph_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "coast.json"
    path.write_text(content)
    with pytest.raises(ImportProblem):
        load_obographs(str(path))


def test_names_get_a_capital_where_their_first_word_is_an_ordinary_one() -> None:
    assert [title(name) for name in ("sea ailment", "pH trouble", "nm23 loss", "alpha-1 lack", "病")] == [
        "Sea ailment",
        "pH trouble",
        "nm23 loss",
        "Alpha-1 lack",
        "病",
    ]


def test_a_definition_that_is_too_long_is_cut_after_a_word() -> None:
    assert sentence("one two three", 9) == "one two…"


def test_the_terms_of_the_small_file_are_three(file) -> None:
    assert list(load_obo(file(SEA, EAR, GLASS)).terms) == ["COAST:1", "COAST:2", "COAST:3"]
