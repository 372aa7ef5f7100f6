"""A small ontology of invented ailments, in the form of the real ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conditions.importers.ontology.apply import apply
from conditions.importers.ontology.files import load_obo
from conditions.importers.ontology.report import Report

HEADER = """\
format-version: 1.2
data-version: coast/releases/{version}/coast.obo
ontology: coast
remark: The Coast Ontology is CC0 1.0.
"""
SEA = """
[Term]
id: COAST:1
name: sea ailment
"""
EAR = """
[Term]
id: COAST:2
name: keepers' ear
alt_id: COAST:20
def: "A sea ailment that has_material_basis_in fog located_in the ear." [url:https\\://coast.example/ear] {comment="x"}
synonym: "harbour ear" EXACT []
synonym: "Harbour Ear" RELATED []
synonym: "ringing" BROAD []
synonym: "KE" EXACT OMO:0003012 []
xref: SNOMEDCT_US_2025_09_01:17
xref: MIM:600017
is_a: COAST:1 ! sea ailment
"""
GLASS = """
[Term]
id: COAST:3
name: harbour glass syndrome
is_a: COAST:2 ! keepers' ear
"""
WHOLE = (SEA, EAR, GLASS)

Take = Callable[..., Report]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    """A file of these terms; its path."""

    def file(*terms: str, version: str = "2026-07-31") -> str:
        path = tmp_path / "coast.obo"
        path.write_text(HEADER.format(version=version) + "".join(terms))
        return str(path)

    return file


@pytest.fixture
def take(db: None, file: Callable[..., str]) -> Take:
    """Import these terms as a release."""

    def take(*terms: str, version: str = "2026-07-31", **options: bool) -> Report:
        return apply(load_obo(file(*terms, version=version)), **options)

    return take


def counts(report: Report) -> dict[str, int]:
    """What is not nothing."""
    return {name: number for name, number in vars(report).items() if name != "problems" and number}
